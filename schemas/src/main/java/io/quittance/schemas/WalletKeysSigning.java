package io.quittance.schemas;

/**
 * What an owner's key signs so that a wallet's other secrets follow from the signature: one asset
 * of one network.
 *
 * <pre>
 * "quittance/wallet-keys/v2" ‖ network id (32) ‖ u8 length ‖ asset code in ASCII
 * </pre>
 *
 * <p>Nobody else has a reason to ask for this signature, and no wallet gives it to anybody: whoever
 * has it reads all amounts of the account.
 */
public final class WalletKeysSigning {
  private static final String DOMAIN = "quittance/wallet-keys/v2";

  private WalletKeysSigning() {}

  /**
   * Returns the bytes to sign.
   *
   * @param network the network's id
   * @param asset code of the asset, such as EUR
   */
  public static byte[] message(NetworkId network, String asset) {
    return new SigningMessage(DOMAIN).network(network).counted(asset).bytes(new byte[0]);
  }
}
