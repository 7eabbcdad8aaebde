package io.quittance.wallet.ownership;

import io.quittance.network.QuittanceException;

/**
 * Where a payee's side listens.
 *
 * @param host a name or an address, without the brackets of IPv6
 * @param port 0 to 65535; 0 means any that is free
 */
public record HostPort(String host, int port) {
  private static final int MAX_PORT = 65_535;

  /** Reads {@code host:port}. */
  public static HostPort parse(String text) throws QuittanceException {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String digits = text.substring(colon + 1);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isBlank() || !digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > MAX_PORT) {
      throw QuittanceException.usage(
          "\"" + text + "\" is not an address to listen at.",
          "Write it as host:port, such as localhost:7070.");
    }
    return new HostPort(host, Integer.parseInt(digits));
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
