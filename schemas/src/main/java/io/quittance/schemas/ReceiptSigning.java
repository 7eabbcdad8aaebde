package io.quittance.schemas;

/**
 * What the operator signs under a receipt: the exact payload bytes, bound to one network.
 *
 * <pre>
 * "quittance/receipt/v1" ‖ u8 length ‖ network in UTF-8 ‖ payload
 * </pre>
 */
public final class ReceiptSigning {
  private static final String DOMAIN = "quittance/receipt/v1";

  private ReceiptSigning() {}

  /**
   * Returns the bytes to sign.
   *
   * @param network name of the network, 1 to 64 bytes
   * @param payload the receipt in single-object encoding
   */
  public static byte[] message(String network, byte[] payload) {
    return new SigningMessage(DOMAIN).counted(network).bytes(payload);
  }
}
