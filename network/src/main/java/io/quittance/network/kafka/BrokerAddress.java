package io.quittance.network.kafka;

import io.quittance.network.QuittanceException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Where a broker listens; knocking there first gives a clear answer at once when nobody is in. */
record BrokerAddress(String host, int port) {
  private static final int KNOCK_MILLIS = 2_000;
  private static final int MAX_PORT = 65_535;

  /** Reads {@code host:port}, several of them separated by commas. */
  static List<BrokerAddress> parse(String bootstrapServers) throws QuittanceException {
    List<BrokerAddress> addresses = new ArrayList<>();
    for (String text : bootstrapServers.split(",", -1)) {
      int colon = text.lastIndexOf(':');
      String host = colon < 0 ? "" : text.substring(0, colon).strip();
      int port = colon < 0 ? 0 : port(text.substring(colon + 1).strip());
      if (port == 0 || !isHost(host)) {
        throw QuittanceException.usage(
            "\"" + text + "\" is not the address of a broker.",
            "Write it as host:port, such as localhost:9092; several are separated by commas.");
      }
      addresses.add(new BrokerAddress(host, port));
    }
    return addresses;
  }

  /** Fails unless something listens at one of the addresses. */
  static void requireAnswer(String bootstrapServers) throws QuittanceException {
    for (BrokerAddress address : parse(bootstrapServers)) {
      if (address.answers()) {
        return;
      }
    }
    throw QuittanceException.failure(
        "No network answers at " + bootstrapServers + ".",
        "Start a local network with ./quittance up, or name another with --bootstrap-servers.");
  }

  /** A bracket that nothing closes, or that holds nothing, is no host. */
  private static boolean isHost(String text) {
    boolean bracketed = text.length() > 2 && text.startsWith("[") && text.endsWith("]");
    return bracketed || !(text.isEmpty() || text.startsWith("[") || text.endsWith("]"));
  }

  /** The host without the brackets that an IPv6 address is written in. */
  String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(bareHost(), port), KNOCK_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port > MAX_PORT || port < 0 ? 0 : port;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
