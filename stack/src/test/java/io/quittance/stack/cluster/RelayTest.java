package io.quittance.stack.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A wire that is cut loses nothing that TCP would not lose. */
@Timeout(60)
class RelayTest {
  private static final int SHORT_MILLIS = 100;

  private ServerSocket server;
  private Relay relay;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    relay =
        Relay.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            (InetSocketAddress) server.getLocalSocketAddress());
  }

  @AfterEach
  void stop() throws IOException {
    relay.close();
    server.close();
  }

  @Test
  void open_deliversBothWays_andTheEnd() throws IOException {
    try (Socket client = connect();
        Socket accepted = server.accept()) {
      client.getOutputStream().write(1);
      assertEquals(1, accepted.getInputStream().read());
      accepted.getOutputStream().write(2);
      assertEquals(2, client.getInputStream().read());
      client.shutdownOutput();
      assertEquals(-1, accepted.getInputStream().read());
    }
  }

  @Test
  void silent_holdsBack_andDeliversInOrderWhenOpenAgain() throws IOException {
    try (Socket client = connect();
        Socket accepted = server.accept()) {
      client.getOutputStream().write(1);
      assertEquals(1, accepted.getInputStream().read());
      relay.set(Passage.SILENT);
      client.getOutputStream().write(2);
      client.getOutputStream().write(3);
      accepted.getOutputStream().write(4);
      client.shutdownOutput();
      assertSilent(accepted);
      assertSilent(client);
      relay.set(Passage.OPEN);
      assertEquals(2, accepted.getInputStream().read());
      assertEquals(3, accepted.getInputStream().read());
      assertEquals(-1, accepted.getInputStream().read());
      assertEquals(4, client.getInputStream().read());
    }
  }

  @Test
  void silent_doesNotLetNewcomersThrough_untilItIsOpen() throws IOException {
    relay.set(Passage.SILENT);
    try (Socket client = connect()) {
      client.getOutputStream().write(1);
      server.setSoTimeout(SHORT_MILLIS);
      assertThrows(SocketTimeoutException.class, server::accept);
      relay.set(Passage.OPEN);
      server.setSoTimeout(0);
      try (Socket accepted = server.accept()) {
        assertEquals(1, accepted.getInputStream().read());
      }
    }
  }

  @Test
  void answersLost_deliversWhatIsSaidOnly() throws IOException {
    try (Socket client = connect();
        Socket accepted = server.accept()) {
      relay.set(Passage.ANSWERS_LOST);
      client.getOutputStream().write(1);
      assertEquals(1, accepted.getInputStream().read());
      accepted.getOutputStream().write(2);
      assertSilent(client);
    }
  }

  @Test
  void refused_resetsWhatIsConnected_andWhoeverComes() throws IOException {
    try (Socket client = connect();
        Socket accepted = server.accept()) {
      client.getOutputStream().write(1);
      assertEquals(1, accepted.getInputStream().read());
      relay.set(Passage.REFUSED);
      assertGone(client);
      assertGone(accepted);
      assertGone(connect());
      relay.set(Passage.OPEN);
      try (Socket next = connect();
          Socket through = server.accept()) {
        next.getOutputStream().write(5);
        assertEquals(5, through.getInputStream().read());
      }
    }
  }

  private Socket connect() throws IOException {
    return new Socket(relay.entrance().getAddress(), relay.entrance().getPort());
  }

  private static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(SHORT_MILLIS);
    assertThrows(SocketTimeoutException.class, () -> socket.getInputStream().read());
    socket.setSoTimeout(0);
  }

  /** A reset, or an end: nothing that could be taken for an answer. */
  private static void assertGone(Socket socket) {
    int said = -1;
    try {
      said = socket.getInputStream().read();
    } catch (IOException reset) {
      // As it should be.
    }
    assertEquals(-1, said);
  }
}
