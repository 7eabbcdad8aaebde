package io.quittance.wallet.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.network.WalletException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpChannelTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);
  private static final int MOST_DRIPS = 200;

  @Test
  void messages_overTcp_arriveInTheirOrder() throws Exception {
    try (ServerSocket server = new ServerSocket(0);
        TcpChannel one =
            TcpChannel.connect(new HostPort("localhost", server.getLocalPort()), AMPLE);
        TcpChannel other = TcpChannel.of(server.accept(), AMPLE)) {
      List<Message> sent = new ArrayList<>();
      for (int length : new int[] {0, 1, 4096}) {
        Message message = new Message(Message.Kind.ANSWER, new byte[length]);
        sent.add(message);
        one.send(message);
      }
      for (Message message : sent) {
        assertEquals(message, other.receive());
      }
    }
  }

  @Test
  void sender_whoDripsForEver_isCutOffAtTheDeadline() throws Exception {
    CompletableFuture<Integer> drips;
    try (ServerSocket server = new ServerSocket(0)) {
      Socket dripping = new Socket("localhost", server.getLocalPort());
      drips = CompletableFuture.supplyAsync(() -> drip(dripping));
      try (TcpChannel channel = TcpChannel.of(server.accept(), Duration.ofMillis(300))) {
        channel.expire(Duration.ZERO);
        assertThrows(WalletException.class, channel::receive);
        channel.expire(Duration.ofMillis(300));
        WalletException e = assertThrows(WalletException.class, channel::receive);
        assertEquals("The other side did not answer in time.", e.getMessage());
      }
    }
    assertTrue(drips.get(30, TimeUnit.SECONDS) < MOST_DRIPS, "it was waited for");
  }

  /** Sends a byte every 20 ms, never a whole line, until nobody takes them any more. */
  private static int drip(Socket socket) {
    int drips = 0;
    try (socket) {
      for (; drips < MOST_DRIPS; drips++) {
        socket.getOutputStream().write("x".getBytes(StandardCharsets.US_ASCII));
        Thread.sleep(20);
      }
      return drips;
    } catch (IOException e) {
      return drips;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
