package io.quittance.verifier.ristretto;

/**
 * Eight times the points of the curve edwards25519 that the encodings of Ed25519 stand for (RFC
 * 8032, section 5.1.2). That rids them of any part of small order: what is left is of the prime
 * order L and stands for an element of ristretto255, for different elements if it is different.
 */
public final class EightfoldPoints {
  /** Size of an encoding in bytes. */
  public static final int BYTES = 32;

  /** The cofactor of the curve is eight. */
  private static final int COFACTOR_BITS = 3;

  private EightfoldPoints() {}

  /** Whether this machine decodes them in lanes now. It may say no at first, and yes later. */
  public static boolean areInLanes() {
    return VectorUnit.lanes() != null;
  }

  /**
   * Eight times each encoded point. Null where the bytes are no encoding, or not the canonical one;
   * and for the two points with x = 0, which have small order. Takes time that depends on what is
   * encoded.
   *
   * @throws IllegalArgumentException if one of them is not 32 bytes
   */
  public static RistrettoPoint[] decode(byte[][] encodings) {
    for (byte[] encoding : encodings) {
      if (encoding.length != BYTES) {
        throw new IllegalArgumentException(
            "Point must be " + BYTES + " bytes, not " + encoding.length);
      }
    }
    final EightLanes lanes = VectorUnit.lanes();
    return lanes == null ? decodeEach(encodings) : lanes.decodeEightfold(encodings);
  }

  /** The same as {@link #decode}, one after the other in scalar code. */
  public static RistrettoPoint[] decodeEach(byte[][] encodings) {
    final RistrettoPoint[] points = new RistrettoPoint[encodings.length];
    final long[] scratch = new long[Edwards.SCRATCH];
    for (int k = 0; k < points.length; k++) {
      final long[] point = new long[Edwards.EXTENDED];
      if (decode(point, encodings[k])) {
        Edwards.doubleTimes(point, 0, COFACTOR_BITS, scratch);
        points[k] = RistrettoPoint.ofExtended(point);
      }
    }
    return points;
  }

  /** RFC 8032, section 5.1.3: x² = u / v with u = y² − 1 and v = d y² + 1. Variable time. */
  private static boolean decode(long[] point, byte[] encoding) {
    final long[] words = new long[BYTES / Long.BYTES];
    for (int i = 0; i < words.length; i++) {
      words[i] = LittleEndian.read(encoding, Long.BYTES * i);
    }
    final long sign = words[3] >> 63;
    words[3] &= Long.MAX_VALUE;
    if (words[3] == Long.MAX_VALUE
        && (words[2] & words[1]) == -1
        && Long.compareUnsigned(words[0], -19) >= 0) {
      return false;
    }
    final int u = 0;
    final int v = Field.LIMBS;
    final long[] f = new long[2 * Field.LIMBS];
    Field.fromWords(point, Edwards.Y, words[0], words[1], words[2], words[3]);
    Field.square(f, u, point, Edwards.Y);
    Field.multiply(f, v, f, u, Constants.D, 0);
    Field.subtract(f, u, f, u, Constants.ONE, 0);
    Field.add(f, v, f, v, Constants.ONE, 0);
    if (Field.zeroMask(f, u) != 0 || FieldRoots.sqrtRatio(point, Edwards.X, f, u, f, v) == 0) {
      return false;
    }
    Field.negateMasked(point, Edwards.X, Field.negativeMask(point, Edwards.X) ^ sign);
    Field.set(point, Edwards.Z, 1);
    Field.multiply(point, Edwards.T, point, Edwards.X, point, Edwards.Y);
    return true;
  }
}
