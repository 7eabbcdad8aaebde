package io.quittance.schemas;

/**
 * What an asset's compliance officer signs to replace its auditor's key, bound to one network.
 *
 * <pre>
 * "quittance/auditor-rotation/v1" ‖ u8 length ‖ network in UTF-8 ‖ payload
 * </pre>
 */
public final class AuditorRotationSigning {
  private static final String DOMAIN = "quittance/auditor-rotation/v1";

  private AuditorRotationSigning() {}

  /**
   * Returns the bytes to sign.
   *
   * @param network name of the network, 1 to 64 bytes
   * @param payload all that the rotation says
   */
  public static byte[] message(String network, byte[] payload) {
    return new SigningMessage(DOMAIN).counted(network).bytes(payload);
  }
}
