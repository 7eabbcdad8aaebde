package io.quittance.schemas;

/**
 * What an owner's key signs so that a wallet's other secrets follow from the signature: one asset
 * of one network.
 *
 * <pre>
 * "quittance/wallet-keys/v1" ‖ u8 length ‖ network in UTF-8 ‖ u8 length ‖ asset code in ASCII
 * </pre>
 *
 * <p>Nobody else has a reason to ask for this signature, and no wallet gives it to anybody: whoever
 * has it reads all amounts of the account.
 */
public final class WalletKeysSigning {
  private static final String DOMAIN = "quittance/wallet-keys/v1";

  private WalletKeysSigning() {}

  /**
   * Returns the bytes to sign.
   *
   * @param network name of the network, 1 to 64 bytes
   * @param asset code of the asset, such as EUR
   */
  public static byte[] message(String network, String asset) {
    return new SigningMessage(DOMAIN).counted(network).counted(asset).bytes(new byte[0]);
  }
}
