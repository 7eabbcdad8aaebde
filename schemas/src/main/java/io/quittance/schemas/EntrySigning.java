package io.quittance.schemas;

/**
 * What the operator signs under an entry: the exact payload bytes, bound to one network.
 *
 * <pre>
 * "quittance/entry/v2" ‖ network id (32) ‖ payload
 * </pre>
 */
public final class EntrySigning {
  private static final String DOMAIN = "quittance/entry/v2";

  private EntrySigning() {}

  /**
   * Returns the bytes to sign.
   *
   * @param network the network's id
   * @param payload the entry in single-object encoding
   */
  public static byte[] message(NetworkId network, byte[] payload) {
    return new SigningMessage(DOMAIN).network(network).bytes(payload);
  }
}
