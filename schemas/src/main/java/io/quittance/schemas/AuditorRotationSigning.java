package io.quittance.schemas;

/**
 * What an asset's compliance officer signs to replace its auditor's key, bound to one network.
 *
 * <pre>
 * "quittance/auditor-rotation/v2" ‖ network id (32) ‖ payload
 * </pre>
 */
public final class AuditorRotationSigning {
  private static final String DOMAIN = "quittance/auditor-rotation/v2";

  private AuditorRotationSigning() {}

  /**
   * Returns the bytes to sign.
   *
   * @param network the network's id
   * @param payload all that the rotation says
   */
  public static byte[] message(NetworkId network, byte[] payload) {
    return new SigningMessage(DOMAIN).network(network).bytes(payload);
  }
}
