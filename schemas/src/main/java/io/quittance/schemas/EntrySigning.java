package io.quittance.schemas;

/**
 * What the operator signs under an entry: the exact payload bytes, bound to one network.
 *
 * <pre>
 * "quittance/entry/v1" ‖ u8 length ‖ network in UTF-8 ‖ payload
 * </pre>
 */
public final class EntrySigning {
  private static final String DOMAIN = "quittance/entry/v1";

  private EntrySigning() {}

  /**
   * Returns the bytes to sign.
   *
   * @param network name of the network, 1 to 64 bytes
   * @param payload the entry in single-object encoding
   */
  public static byte[] message(String network, byte[] payload) {
    return new SigningMessage(DOMAIN).counted(network).bytes(payload);
  }
}
