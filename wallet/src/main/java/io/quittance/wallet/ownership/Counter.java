package io.quittance.wallet.ownership;

import io.quittance.network.QuittanceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A place where a payee's side listens for the one payer who was told the session code. Strangers
 * who knock learn nothing, not even the request.
 */
public final class Counter implements AutoCloseable {
  /** How many may knock in vain before the counter closes. */
  static final int MAX_STRANGERS = 20;

  /** How long a connection may take to say the code, at most. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int BACKLOG = 4;

  private final ServerSocket server;
  private final String host;

  private Counter(ServerSocket server, String host) {
    this.server = server;
    this.host = host;
  }

  /** Begins to listen. */
  public static Counter open(HostPort address) throws QuittanceException {
    try {
      InetAddress at = InetAddress.getByName(address.host());
      ServerSocket server = new ServerSocket();
      try {
        server.bind(new InetSocketAddress(at, address.port()), BACKLOG);
      } catch (IOException e) {
        server.close();
        throw e;
      }
      // A payer cannot connect to "any address", so tell him one of this machine's.
      String shown = at.isAnyLocalAddress() ? ownAddress() : address.host();
      return new Counter(server, shown);
    } catch (IOException e) {
      String why = e instanceof UnknownHostException ? "there is no such host" : e.getMessage();
      throw QuittanceException.failure(
          "Cannot listen at " + address + ": " + why + ".",
          "Choose another with --listen host:port; port 0 takes any that is free.",
          e);
    }
  }

  private static String ownAddress() throws UnknownHostException {
    return InetAddress.getLocalHost().getHostAddress();
  }

  /** Where a payer connects to. */
  public HostPort address() {
    return new HostPort(host, server.getLocalPort());
  }

  /**
   * Waits for the payer who knows the session code.
   *
   * @param timeout how long to wait for him, and how long he has after that
   * @param strangers is told from where somebody else connected
   */
  public TcpChannel await(SessionCode code, Duration timeout, Consumer<String> strangers)
      throws QuittanceException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      for (int knocks = 0; knocks < MAX_STRANGERS; knocks++) {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
          throw new SocketTimeoutException();
        }
        server.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
        Socket socket = server.accept();
        Duration left = Duration.ofMillis(Math.min(millis, PATIENCE.toMillis()));
        TcpChannel channel = TcpChannel.of(socket, left);
        if (knowsTheCode(channel, code)) {
          channel.expire(timeout);
          return channel;
        }
        channel.close();
        strangers.accept(socket.getInetAddress().getHostAddress());
      }
    } catch (SocketTimeoutException e) {
      throw QuittanceException.failure(
          "Not proven: nobody came with the session code.",
          "Begin a new check; --timeout gives more time.",
          e);
    } catch (IOException e) {
      throw QuittanceException.failure(
          "Listening failed: " + e.getMessage() + ".", "Begin a new check.", e);
    }
    throw QuittanceException.failure(
        "Not proven: " + MAX_STRANGERS + " others connected without the session code.",
        "Begin a new check at another port, or where fewer can reach it.");
  }

  /** The payer's side of it: says the code. */
  public static void greet(TcpChannel channel, SessionCode code) throws QuittanceException {
    byte[] text = code.toString().getBytes(StandardCharsets.US_ASCII);
    channel.send(new Message(Message.Kind.HELLO, text));
  }

  private static boolean knowsTheCode(TcpChannel channel, SessionCode code) {
    try {
      byte[] text = channel.receive(Message.Kind.HELLO);
      return SessionCode.parse(new String(text, StandardCharsets.US_ASCII)).equals(code);
    } catch (QuittanceException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // The port is given back when the process ends.
      return;
    }
  }
}
