package io.quittance.verifier.ristretto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A claim of the inverse square root that decoding a group element needs: 32 bytes, little-endian,
 * of which the highest bit is ignored. Any such bytes are a claim. Immutable.
 *
 * <p>Decoding s (RFC 9496, section 4.3.1) computes u1 = 1 − s², u2 = 1 + s², v = −D·u1² − u2², and
 * then I with I²·v·u2² = 1, by an exponentiation that is most of its cost. Whether a claimed I is
 * right, that equation tells with two multiplications. If it holds, v·u2² is the inverse of a
 * square and not zero, which is all that the RFC asks of it; and both roots ±I give the same
 * element, because its x = |2·s·I·u2| is made non-negative and its y = u1·I²·u2·v depends on I²
 * only. So a claim can save time but never change a result.
 */
public final class InverseRoot {
  /** Size of a claim in bytes. */
  public static final int BYTES = 32;

  /** The claim of zero, which is never right: it stands for encodings that have no root. */
  public static final InverseRoot NONE = new InverseRoot(0, 0, 0, 0);

  private final long w0;
  private final long w1;
  private final long w2;
  private final long w3;

  private InverseRoot(long w0, long w1, long w2, long w3) {
    this.w0 = w0;
    this.w1 = w1;
    this.w2 = w2;
    this.w3 = w3;
  }

  static InverseRoot ofWords(long[] words) {
    return new InverseRoot(words[0], words[1], words[2], words[3]);
  }

  /**
   * The claim that the 32 bytes from an offset on make.
   *
   * @throws IllegalArgumentException if fewer than 32 bytes stand there
   */
  public static InverseRoot of(byte[] bytes, int offset) {
    if (offset < 0 || bytes.length - offset < BYTES) {
      throw new IllegalArgumentException(
          "No 32 bytes stand at offset " + offset + " of " + bytes.length);
    }
    return new InverseRoot(
        LittleEndian.read(bytes, offset),
        LittleEndian.read(bytes, offset + 8),
        LittleEndian.read(bytes, offset + 16),
        LittleEndian.read(bytes, offset + 24));
  }

  /**
   * The right claim for an encoding, or {@link #NONE} if it has no root. Variable time; costs one
   * exponentiation in the field.
   */
  public static InverseRoot of(CompressedRistretto encoding) {
    return encoding.inverseRoot();
  }

  /** Sets an element of the field to the claimed root, tight. */
  void toField(long[] out, int o) {
    Field.fromWords(out, o, w0, w1, w2, w3);
  }

  /** Puts the 32 bytes at the buffer's position, whatever its byte order, and moves it on. */
  public void appendTo(ByteBuffer buffer) {
    final ByteOrder order = buffer.order();
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(w0).putLong(w1).putLong(w2).putLong(w3);
    buffer.order(order);
  }

  /** Whether both make the same claim by the same bytes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof InverseRoot that
        && ((w0 ^ that.w0) | (w1 ^ that.w1) | (w2 ^ that.w2) | (w3 ^ that.w3)) == 0;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(w0 ^ (w1 * 31) ^ (w2 * 961) ^ (w3 * 29791));
  }
}
