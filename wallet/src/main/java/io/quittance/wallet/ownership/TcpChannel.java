package io.quittance.wallet.ownership;

import io.quittance.network.QuittanceException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A channel over TCP: one message a line. It is not encrypted: who listens in learns who asks whom
 * what, and that it was proved, but nothing that he could show to others.
 */
public final class TcpChannel implements Channel, AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;

  private final Socket socket;
  private final LineInput lines;
  private long deadlineNanos;

  private TcpChannel(Socket socket, Duration timeout) throws IOException {
    this.socket = socket;
    this.lines = new LineInput(new BufferedInputStream(new InTime(socket.getInputStream())));
    expire(timeout);
  }

  /** A channel over a connected socket, of which the other side has that long in all. */
  static TcpChannel of(Socket socket, Duration timeout) throws IOException {
    return new TcpChannel(socket, timeout);
  }

  /** Connects to a payee's side that listens. */
  public static TcpChannel connect(HostPort address, Duration timeout) throws QuittanceException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
      return new TcpChannel(socket, timeout);
    } catch (IOException e) {
      closeQuietly(socket);
      String why = e instanceof UnknownHostException ? "there is no such host" : e.getMessage();
      throw QuittanceException.failure(
          "Nobody can be reached at " + address + ": " + why + ".",
          "Type the address that the payee's side shows while it waits.",
          e);
    }
  }

  /** Gives the other side that long from now on. */
  void expire(Duration timeout) {
    deadlineNanos = System.nanoTime() + timeout.toNanos();
  }

  @Override
  public void send(Message message) throws QuittanceException {
    try {
      socket.getOutputStream().write((message.text() + "\n").getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public Message receive() throws QuittanceException {
    try {
      Optional<String> line = lines.next();
      if (line.isEmpty()) {
        throw QuittanceException.failure(
            "The other side hung up.", "Look at what it says, then begin a new check.");
      }
      return Message.parse(line.get());
    } catch (SocketTimeoutException e) {
      throw QuittanceException.failure(
          "The other side did not answer in time.",
          "Begin a new check; --timeout gives more time.",
          e);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static QuittanceException broken(IOException cause) {
    return QuittanceException.failure(
        "The connection broke: " + cause.getMessage() + ".", "Begin a new check.", cause);
  }

  @Override
  public void close() {
    closeQuietly(socket);
  }

  /** Closing is all that is left to do with it: a failure changes nothing. */
  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      return;
    }
  }

  /** The socket's input until the deadline, however slowly it drips. */
  private final class InTime extends FilterInputStream {
    InTime(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
      return super.read(bytes, offset, length);
    }
  }
}
