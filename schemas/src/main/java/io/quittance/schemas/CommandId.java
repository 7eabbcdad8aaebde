package io.quittance.schemas;

/** The name of one submitted command: a hash of the whole record value, signature included. */
public final class CommandId extends Identifier<CommandId> {
  private static final String KIND = "command id";
  private static final String DOMAIN = "quittance/command-id/v1";
  private static final byte[] NOTHING = {};

  private CommandId(byte[] bytes) {
    super(KIND, bytes);
  }

  /**
   * Returns the id with these 32 bytes.
   *
   * @throws IllegalArgumentException if there are not 32 of them
   */
  public static CommandId of(byte[] bytes) {
    return new CommandId(bytes);
  }

  /** Returns the id as it was read from a record. */
  public static CommandId of(Fixed32 fixed) {
    return new CommandId(fixed.bytes());
  }

  /**
   * Returns the id with these 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static CommandId parse(String hex) {
    return new CommandId(parseHex(KIND, hex));
  }

  /**
   * Returns SHA-256("quittance/command-id/v1" ‖ record value).
   *
   * @param value the record value; null, as in a tombstone, counts as no bytes
   */
  public static CommandId ofRecordValue(byte[] value) {
    return new CommandId(Sha256.hash(DOMAIN, value == null ? NOTHING : value));
  }
}
