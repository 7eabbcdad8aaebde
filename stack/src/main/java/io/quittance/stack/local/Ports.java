package io.quittance.stack.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Finds TCP ports of this machine that nobody listens on. */
public final class Ports {
  static final int MAX_PORT = 65_535;

  private static final int FIRST_REGISTERED = 10_000;

  /** Where Linux begins with ports for connections; others begin later. */
  private static final int FIRST_EPHEMERAL = 32_768;

  private static final int MAX_TRIES = 1_000;

  /** What this process was given: who got a port may not listen yet. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Ports() {}

  /**
   * Returns {@code preferred} when it is free, else any free port; 0 prefers none.
   *
   * @throws IllegalArgumentException if {@code preferred} is no port number
   */
  public static int free(int preferred) {
    requireValid("port", preferred);
    return preferred != 0 && isFree(preferred) ? preferred : anyFree();
  }

  static int requireValid(String name, int port) {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(
          name + " must be 0 (any free port) to " + MAX_PORT + ", not " + port);
    }
    return port;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // Without this a port whose last connection is still in TIME_WAIT would look taken.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException taken) {
      return false;
    }
    // Another process may listen on all addresses of the machine only.
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /**
   * A port that the system gives to no connection by itself, so that it is still free when it is
   * used: its own choice, by binding to 0, is taken again by any client's next connection.
   */
  private static int anyFree() {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_REGISTERED, FIRST_EPHEMERAL);
      if (GIVEN.add(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "this machine has no free port from " + FIRST_REGISTERED + " to " + (FIRST_EPHEMERAL - 1));
  }
}
