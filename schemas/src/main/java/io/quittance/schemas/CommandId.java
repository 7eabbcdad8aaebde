package io.quittance.schemas;

import java.util.Arrays;

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

  /**
   * Returns the event id of an encoded settled event, without decoding the rest: it is the first
   * field of that record in every schema it was ever written with.
   *
   * @param settled a value of the settlements topic that has been read before
   * @throws IllegalArgumentException if it is too short to be one
   */
  public static CommandId ofSettled(byte[] settled) {
    int end = SingleObject.HEADER_BYTES + BYTES;
    if (settled.length < end) {
      throw new IllegalArgumentException(
          "a settled event has more than " + settled.length + " bytes");
    }
    return new CommandId(Arrays.copyOfRange(settled, SingleObject.HEADER_BYTES, end));
  }
}
