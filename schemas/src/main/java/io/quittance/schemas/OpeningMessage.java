package io.quittance.schemas;

/**
 * What the proof that opens an account is bound to: one account of one network.
 *
 * <pre>
 * "quittance/open-account/v1" ‖ u8 length ‖ network in UTF-8 ‖ account id (32)
 * </pre>
 */
public final class OpeningMessage {
  private static final String DOMAIN = "quittance/open-account/v1";

  private OpeningMessage() {}

  /**
   * Returns the bytes that name the account.
   *
   * @param network name of the network, 1 to 64 bytes
   */
  public static byte[] of(String network, AccountId account) {
    return new SigningMessage(DOMAIN).counted(network).bytes(account.toBytes());
  }
}
