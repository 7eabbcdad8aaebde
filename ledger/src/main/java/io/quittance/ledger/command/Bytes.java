package io.quittance.ledger.command;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable string of bytes, compared by content. */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns these bytes, copied. */
  public static Bytes of(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  /** Returns that many zero bytes. */
  public static Bytes zero(int length) {
    return new Bytes(new byte[length]);
  }

  /** Returns how many bytes there are. */
  public int length() {
    return bytes.length;
  }

  /** Returns a copy of all bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Returns a copy of {@code length} bytes from {@code offset} on. */
  public byte[] slice(int offset, int length) {
    return Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /** Returns whether the array holds the same bytes. */
  public boolean sameAs(byte[] other) {
    return Arrays.equals(bytes, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns the bytes in lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
