package io.quittance.wallet.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.network.QuittanceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpChannelTest {
  private static final Duration AMPLE = Duration.ofSeconds(30);

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
    ScheduledExecutorService dripper = Executors.newSingleThreadScheduledExecutor();
    try (ServerSocket server = new ServerSocket(0);
        Socket dripping = new Socket("localhost", server.getLocalPort())) {
      ScheduledFuture<?> drips =
          dripper.scheduleWithFixedDelay(() -> drip(dripping), 0, 20, TimeUnit.MILLISECONDS);
      try (TcpChannel channel = TcpChannel.of(server.accept(), Duration.ofMillis(300))) {
        channel.expire(Duration.ZERO);
        assertThrows(QuittanceException.class, channel::receive);
        channel.expire(Duration.ofMillis(300));
        QuittanceException e = assertThrows(QuittanceException.class, channel::receive);
        assertEquals("The other side did not answer in time.", e.getMessage());
        assertFalse(drips.isDone(), "he was still at it");
      }
    } finally {
      dripper.shutdownNow();
    }
  }

  /** Sends a byte, never a whole line; fails when nobody takes it any more. */
  private static void drip(Socket socket) {
    try {
      socket.getOutputStream().write("x".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
