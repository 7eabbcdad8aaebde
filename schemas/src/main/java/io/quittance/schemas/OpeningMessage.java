package io.quittance.schemas;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What the proof that opens an account is bound to: one account of one network.
 *
 * <pre>
 * "quittance/open-account/v2" ‖ network id (32) ‖ account id (32)
 * </pre>
 */
public final class OpeningMessage {
  private static final String DOMAIN = "quittance/open-account/v2";

  private OpeningMessage() {}

  /**
   * Returns the bytes that name the account.
   *
   * @param network the network's id
   */
  public static byte[] of(NetworkId network, AccountId account) {
    return new SigningMessage(DOMAIN).network(network).bytes(account.toBytes());
  }

  /**
   * Returns SHA-512 (FIPS 180-4) of the bytes that name the account; 64 bytes.
   *
   * @param network the network's id
   */
  public static byte[] hash(NetworkId network, AccountId account) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(of(network, account));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-512", impossible);
    }
  }
}
