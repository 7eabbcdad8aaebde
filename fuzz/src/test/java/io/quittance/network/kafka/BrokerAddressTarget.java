package io.quittance.network.kafka;

import io.quittance.network.QuittanceException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Broker addresses as people write them; nobody is called. */
public final class BrokerAddressTarget {
  private BrokerAddressTarget() {}

  /** Reads a list of addresses: what is read can be called, or the text is refused. */
  public static void check(byte[] input) {
    List<BrokerAddress> addresses;
    try {
      addresses = BrokerAddress.parse(new String(input, StandardCharsets.UTF_8));
    } catch (QuittanceException refusal) {
      if (refusal.getMessage().isBlank() || refusal.advice().isBlank()) {
        throw new AssertionError("a refusal without a reason or advice", refusal);
      }
      return;
    }
    for (BrokerAddress address : addresses) {
      if (address.port() < 1 || address.port() > 65_535 || address.bareHost().isEmpty()) {
        throw new AssertionError("read as " + address);
      }
    }
  }
}
