package io.quittance.schemas;

/**
 * What the operator signs under a receipt: the exact payload bytes, bound to one network.
 *
 * <pre>
 * "quittance/receipt/v2" ‖ network id (32) ‖ payload
 * </pre>
 */
public final class ReceiptSigning {
  private static final String DOMAIN = "quittance/receipt/v2";

  private ReceiptSigning() {}

  /**
   * Returns the bytes to sign.
   *
   * @param network the network's id
   * @param payload the receipt in single-object encoding
   */
  public static byte[] message(NetworkId network, byte[] payload) {
    return new SigningMessage(DOMAIN).network(network).bytes(payload);
  }
}
