package io.quittance.schemas;

/** The name of an asset: a hash of its definition, which names its issuer and its rules. */
public final class AssetId extends Identifier<AssetId> {
  private static final String KIND = "asset id";
  private static final String DOMAIN = "quittance/asset/v1";

  private AssetId(byte[] bytes) {
    super(KIND, bytes);
  }

  /**
   * Returns the id with these 32 bytes.
   *
   * @throws IllegalArgumentException if there are not 32 of them
   */
  public static AssetId of(byte[] bytes) {
    return new AssetId(bytes);
  }

  /** Returns the id as it was read from a record. */
  public static AssetId of(Fixed32 fixed) {
    return new AssetId(fixed.bytes());
  }

  /**
   * Returns the id with these 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static AssetId parse(String hex) {
    return new AssetId(parseHex(KIND, hex));
  }

  /** Returns SHA-256("quittance/asset/v1" ‖ definition). */
  public static AssetId derive(byte[] definition) {
    return new AssetId(Sha256.hash(DOMAIN, definition));
  }
}
