package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
  private static final int MANY = 200;

  /** Linux takes ports for connections from there on. */
  private static final int EPHEMERAL = 32_768;

  @Test
  void ports_thatAreGivenOut_areDistinctAndNoConnectionsOwn() {
    Set<Integer> given = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      int port = Ports.free(0);
      assertTrue(given.add(port), "twice: " + port);
      assertTrue(port >= 10_000 && port < EPHEMERAL, "" + port);
    }
  }

  @Test
  void port_thatIsPreferred_isGivenIfNobodyListens() throws Exception {
    int preferred = Ports.free(0);
    assertEquals(preferred, Ports.free(preferred));
    try (ServerSocket taken = new ServerSocket(preferred, 1, InetAddress.getLoopbackAddress())) {
      assertTrue(Ports.free(preferred) != preferred && taken.isBound());
    }
  }
}
