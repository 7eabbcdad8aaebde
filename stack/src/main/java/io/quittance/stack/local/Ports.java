package io.quittance.stack.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Finds TCP ports of this machine that nobody listens on. */
public final class Ports {
  static final int MAX_PORT = 65_535;

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

  private static int anyFree() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("this machine has no free port: " + e.getMessage(), e);
    }
  }
}
