package io.quittance.schemas;

/**
 * What an account's owner signs under a view grant, bound to one network.
 *
 * <pre>
 * "quittance/view-grant/v2" ‖ network id (32) ‖ payload
 * </pre>
 */
public final class ViewGrantSigning {
  private static final String DOMAIN = "quittance/view-grant/v2";

  private ViewGrantSigning() {}

  /**
   * Returns the bytes to sign.
   *
   * @param network the network's id
   * @param payload all that the grant says
   */
  public static byte[] message(NetworkId network, byte[] payload) {
    return new SigningMessage(DOMAIN).network(network).bytes(payload);
  }
}
