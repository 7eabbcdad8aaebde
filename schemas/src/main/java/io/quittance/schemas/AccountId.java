package io.quittance.schemas;

/**
 * The name of an account: a hash of its asset, its owner's key and its ElGamal key, and so
 * self-certifying. Whoever holds the keys can show that the account is his, and money can be sent
 * to an account that nobody has seen before.
 */
public final class AccountId extends Identifier<AccountId> {
  private static final String KIND = "account id";
  private static final String DOMAIN = "quittance/account/v1";

  private AccountId(byte[] bytes) {
    super(KIND, bytes);
  }

  /**
   * Returns the id with these 32 bytes.
   *
   * @throws IllegalArgumentException if there are not 32 of them
   */
  public static AccountId of(byte[] bytes) {
    return new AccountId(bytes);
  }

  /** Returns the id as it was read from a record. */
  public static AccountId of(Fixed32 fixed) {
    return new AccountId(fixed.bytes());
  }

  /**
   * Returns the id with these 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static AccountId parse(String hex) {
    return new AccountId(parseHex(KIND, hex));
  }

  /**
   * Returns SHA-256("quittance/account/v1" ‖ asset id ‖ owner's key ‖ ElGamal key).
   *
   * @param ownerKey Ed25519 public key, 32 bytes
   * @param elGamalKey twisted ElGamal public key, 32 bytes
   */
  public static AccountId derive(AssetId asset, byte[] ownerKey, byte[] elGamalKey) {
    if (ownerKey.length != BYTES) {
      throw new IllegalArgumentException("owner's key must be 32 bytes, not " + ownerKey.length);
    }
    if (elGamalKey.length != BYTES) {
      throw new IllegalArgumentException("ElGamal key must be 32 bytes, not " + elGamalKey.length);
    }
    return new AccountId(Sha256.hash(DOMAIN, asset.toBytes(), ownerKey, elGamalKey));
  }
}
