package io.quittance.schemas;

/**
 * What an account's owner signs under a view grant, bound to one network.
 *
 * <pre>
 * "quittance/view-grant/v1" ‖ u8 length ‖ network in UTF-8 ‖ payload
 * </pre>
 */
public final class ViewGrantSigning {
  private static final String DOMAIN = "quittance/view-grant/v1";

  private ViewGrantSigning() {}

  /**
   * Returns the bytes to sign.
   *
   * @param network name of the network, 1 to 64 bytes
   * @param payload all that the grant says
   */
  public static byte[] message(String network, byte[] payload) {
    return new SigningMessage(DOMAIN).counted(network).bytes(payload);
  }
}
