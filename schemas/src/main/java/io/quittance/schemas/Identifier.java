package io.quittance.schemas;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A 32-byte SHA-256 name of a thing: what account, asset and command ids have in common.
 *
 * <p>Ordered by unsigned bytes; the hash code depends on the bytes alone, so that it is the same in
 * every JVM.
 *
 * @param <T> the kind of id, so that ids of two kinds are never compared
 */
public abstract sealed class Identifier<T extends Identifier<T>> implements Comparable<T>
    permits AccountId, AssetId, CommandId, NetworkId {

  /** Size of every id in bytes. */
  public static final int BYTES = 32;

  private final byte[] bytes;

  Identifier(String kind, byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          kind + " must be " + BYTES + " bytes, not " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  static byte[] parseHex(String kind, String hex) {
    try {
      return HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException notHex) {
      throw new IllegalArgumentException(
          kind + " must be " + 2 * BYTES + " hexadecimal digits, not \"" + hex + "\"", notHex);
    }
  }

  /** Returns a copy of the 32 bytes. */
  public final byte[] toBytes() {
    return bytes.clone();
  }

  /** Returns the id as it stands in records. */
  public final Fixed32 fixed() {
    return new Fixed32(bytes.clone());
  }

  @Override
  public final int compareTo(T other) {
    Identifier<T> that = other;
    return Arrays.compareUnsigned(bytes, that.bytes);
  }

  @Override
  public final boolean equals(Object other) {
    return other != null
        && other.getClass() == getClass()
        && Arrays.equals(bytes, ((Identifier<?>) other).bytes);
  }

  @Override
  public final int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns the id in lower-case hexadecimal digits. */
  @Override
  public final String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
