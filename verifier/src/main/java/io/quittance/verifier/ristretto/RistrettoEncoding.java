package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.Field.LIMBS;

/** Decoding and encoding of group elements: RFC 9496, sections 4.3.1 and 4.3.2. */
final class RistrettoEncoding {
  private RistrettoEncoding() {}

  /**
   * Decodes four little-endian words into an extended point with Z = 1, or returns false if they
   * are not the canonical encoding of an element. Variable time.
   */
  static boolean decodeVariableTime(long[] point, long w0, long w1, long w2, long w3) {
    final long[] f = new long[6 * LIMBS];
    final int s = 0;
    final int u1 = LIMBS;
    final int u2 = 2 * LIMBS;
    final int v = 3 * LIMBS;
    final int u2Square = 4 * LIMBS;
    final int root = 5 * LIMBS;
    if ((w0 & 1) != 0 || !isCanonical(w0, w1, w2, w3)) {
      return false;
    }
    Field.fromWords(f, s, w0, w1, w2, w3);
    Field.square(f, v, f, s);
    Field.subtract(f, u1, Constants.ONE, 0, f, v);
    Field.add(f, u2, Constants.ONE, 0, f, v);
    Field.square(f, u2Square, f, u2);
    Field.square(f, v, f, u1);
    Field.multiply(f, v, f, v, Constants.D, 0);
    Field.add(f, v, f, v, f, u2Square);
    Field.negate(f, v, f, v);
    Field.multiply(f, u2Square, f, u2Square, f, v);
    if (FieldRoots.sqrtRatio(f, root, Constants.ONE, 0, f, u2Square) == 0) {
      return false;
    }
    final int x = Edwards.X;
    final int y = Edwards.Y;
    final int t = Edwards.T;
    Field.multiply(f, u2, f, root, f, u2); // 1 / denominator of x
    Field.multiply(f, v, f, v, f, root);
    Field.multiply(f, v, f, v, f, u2); // 1 / denominator of y
    Field.multiply(point, x, f, s, f, u2);
    Field.add(point, x, point, x, point, x);
    Field.absolute(point, x);
    Field.multiply(point, x, point, x, Constants.ONE, 0); // tight again
    Field.multiply(point, y, f, u1, f, v);
    Field.set(point, Edwards.Z, 1);
    Field.multiply(point, t, point, x, point, y);
    return (Field.negativeMask(point, t) | Field.zeroMask(point, y)) == 0;
  }

  /** Whether four little-endian words are less than p = 2<sup>255</sup> − 19. */
  private static boolean isCanonical(long w0, long w1, long w2, long w3) {
    return w3 >= 0
        && (w3 != Long.MAX_VALUE || (w2 & w1) != -1 || Long.compareUnsigned(w0, -19) < 0);
  }

  /** Encodes an extended point as four little-endian words, in constant time. */
  static void encode(long[] words, long[] p) {
    final long[] f = new long[9 * LIMBS];
    final int u1 = 0;
    final int u2 = LIMBS;
    final int root = 2 * LIMBS;
    final int den1 = 3 * LIMBS;
    final int den2 = 4 * LIMBS;
    final int zInverse = 5 * LIMBS;
    final int x = 6 * LIMBS;
    final int y = 7 * LIMBS;
    final int temp = 8 * LIMBS;
    Field.add(f, u1, p, Edwards.Z, p, Edwards.Y);
    Field.subtract(f, temp, p, Edwards.Z, p, Edwards.Y);
    Field.multiply(f, u1, f, u1, f, temp);
    Field.multiply(f, u2, p, Edwards.X, p, Edwards.Y);
    Field.square(f, temp, f, u2);
    Field.multiply(f, temp, f, temp, f, u1);
    FieldRoots.sqrtRatio(f, root, Constants.ONE, 0, f, temp);
    Field.multiply(f, den1, f, root, f, u1);
    Field.multiply(f, den2, f, root, f, u2);
    Field.multiply(f, zInverse, f, den1, f, den2);
    Field.multiply(f, zInverse, f, zInverse, p, Edwards.T);

    Field.multiply(f, temp, p, Edwards.T, f, zInverse);
    final long rotate = Field.negativeMask(f, temp);
    Field.copy(f, x, p, Edwards.X);
    Field.copy(f, y, p, Edwards.Y);
    Field.multiply(f, temp, p, Edwards.Y, Constants.SQRT_M1, 0);
    Field.assignMasked(f, x, f, temp, rotate);
    Field.multiply(f, temp, p, Edwards.X, Constants.SQRT_M1, 0);
    Field.assignMasked(f, y, f, temp, rotate);
    Field.multiply(f, temp, f, den1, Constants.INVSQRT_A_MINUS_D, 0);
    Field.assignMasked(f, den2, f, temp, rotate);

    Field.multiply(f, temp, f, x, f, zInverse);
    Field.negateMasked(f, y, Field.negativeMask(f, temp));
    Field.subtract(f, temp, p, Edwards.Z, f, y);
    Field.multiply(f, temp, f, temp, f, den2);
    Field.absolute(f, temp);
    Field.toWords(words, f, temp);
  }
}
