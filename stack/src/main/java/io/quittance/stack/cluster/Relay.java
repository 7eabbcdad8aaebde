package io.quittance.stack.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/**
 * A stretch of wire: takes TCP connections at one address and leads them to another, unless it is
 * told to hold back what comes or to refuse all.
 *
 * <p>What is held back is delivered later, in order, as TCP does it after a partition: so a process
 * that was taken for dead can still be heard afterwards, which is what a partition is feared for.
 */
final class Relay implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int BACKLOG = 128;

  private final ServerSocket entrance;
  private final InetSocketAddress target;
  private final Set<Socket> sockets = new HashSet<>();
  private Passage passage = Passage.OPEN;
  private boolean closed;

  private Relay(ServerSocket entrance, InetSocketAddress target) {
    this.entrance = entrance;
    this.target = target;
  }

  /**
   * Starts to lead connections on.
   *
   * @param entrance where clients connect to; port 0 for any
   * @param target where they are led
   */
  static Relay start(InetSocketAddress entrance, InetSocketAddress target) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(entrance, BACKLOG);
      Relay relay = new Relay(socket, target);
      relay.inBackground(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException("nothing can listen at " + entrance, e);
    }
  }

  /** Returns where clients connect to. */
  InetSocketAddress entrance() {
    return (InetSocketAddress) entrance.getLocalSocketAddress();
  }

  /** Changes what becomes of the bytes from now on, those on the way included. */
  synchronized void set(Passage next) {
    passage = next;
    if (next == Passage.REFUSED) {
      resetAll();
    }
    notifyAll();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        if (admit(client)) {
          inBackground(() -> connect(client));
        }
      } catch (IOException aborted) {
        // The entrance was closed, or one client gave up before it was let in.
        continue;
      }
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    try {
      awaitDelivery(false);
      if (!admit(server)) {
        reset(client);
        return;
      }
      server.connect(target);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      inBackground(() -> deliver(server, client, true));
      deliver(client, server, false);
    } catch (IOException | InterruptedException unreachable) {
      reset(client);
      reset(server);
    }
  }

  private void deliver(Socket from, Socket to, boolean answer) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int read;
      do {
        read = in.read(buffer);
        awaitDelivery(answer);
        if (read > 0) {
          out.write(buffer, 0, read);
        }
      } while (read >= 0);
      to.shutdownOutput();
      if (from.isOutputShutdown()) {
        release(from);
        release(to);
      }
    } catch (IOException | InterruptedException broken) {
      reset(from);
      reset(to);
    }
  }

  /** The end of a connection waits as its bytes do. */
  private synchronized void awaitDelivery(boolean answer) throws InterruptedException {
    while (!closed && !passage.delivers(answer) && passage != Passage.REFUSED) {
      wait();
    }
  }

  private synchronized boolean admit(Socket socket) {
    if (closed || passage == Passage.REFUSED) {
      reset(socket);
      return false;
    }
    sockets.add(socket);
    return true;
  }

  private synchronized void release(Socket socket) throws IOException {
    sockets.remove(socket);
    socket.close();
  }

  private synchronized void resetAll() {
    for (Socket socket : Set.copyOf(sockets)) {
      reset(socket);
    }
  }

  private synchronized void reset(Socket socket) {
    sockets.remove(socket);
    try {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException alreadyGone) {
      // That is what was wanted.
    }
  }

  private void inBackground(Runnable work) {
    Thread thread = new Thread(work, "relay to " + target);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      entrance.close();
    } catch (IOException alreadyGone) {
      // That is what was wanted.
    }
    resetAll();
    notifyAll();
  }
}
