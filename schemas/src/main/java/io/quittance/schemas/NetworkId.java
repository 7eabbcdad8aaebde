package io.quittance.schemas;

/**
 * The id of a network: the hash of its first statement. Everything signed is bound to it, so that
 * nothing signed for one network serves on another, whatever the two are called.
 */
public final class NetworkId extends Identifier<NetworkId> {
  private static final String KIND = "network id";

  private NetworkId(byte[] bytes) {
    super(KIND, bytes);
  }

  /**
   * Returns the id with these 32 bytes.
   *
   * @throws IllegalArgumentException if there are not 32 of them
   */
  public static NetworkId of(byte[] bytes) {
    return new NetworkId(bytes);
  }

  /** Returns the id as it was read from a record. */
  public static NetworkId of(Fixed32 fixed) {
    return new NetworkId(fixed.bytes());
  }

  /**
   * Returns the id with these 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static NetworkId parse(String hex) {
    return new NetworkId(parseHex(KIND, hex));
  }
}
