package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.Field.LIMBS;

/** Decoding and encoding of group elements: RFC 9496, sections 4.3.1 and 4.3.2. */
final class RistrettoEncoding {
  /** Where the numbers of a decoding stand in its scratch array. */
  private static final int S = 0;

  private static final int U1 = LIMBS;
  private static final int U2 = 2 * LIMBS;
  private static final int V = 3 * LIMBS;
  private static final int V_U2_SQUARE = 4 * LIMBS;
  private static final int ROOT = 5 * LIMBS;
  private static final int DECODING = 6 * LIMBS;

  private RistrettoEncoding() {}

  /**
   * Decodes four little-endian words into an extended point with Z = 1, or returns false if they
   * are not the canonical encoding of an element. Variable time.
   */
  static boolean decodeVariableTime(long[] point, long w0, long w1, long w2, long w3) {
    final long[] f = new long[DECODING];
    return prepare(f, w0, w1, w2, w3)
        && FieldRoots.sqrtRatio(f, ROOT, Constants.ONE, 0, f, V_U2_SQUARE) != 0
        && finish(point, f);
  }

  /**
   * The same with somebody's claim of the root, at a sixth of the cost; false as well if the claim
   * is wrong, whatever the words are. Variable time.
   */
  static boolean decodeClaimed(
      long[] point, long w0, long w1, long w2, long w3, InverseRoot claim) {
    final long[] f = new long[DECODING];
    if (!prepare(f, w0, w1, w2, w3)) {
      return false;
    }
    claim.toField(f, ROOT);
    final long[] product = new long[LIMBS];
    Field.square(product, 0, f, ROOT);
    Field.multiply(product, 0, product, 0, f, V_U2_SQUARE);
    return Field.equalMask(product, 0, Constants.ONE, 0) != 0 && finish(point, f);
  }

  /**
   * Sets the root that decoding four little-endian words needs, and returns false and leaves it
   * alone if there is none. Variable time.
   */
  static boolean inverseRoot(long[] words, long w0, long w1, long w2, long w3) {
    final long[] f = new long[DECODING];
    if (!prepare(f, w0, w1, w2, w3)
        || FieldRoots.sqrtRatio(f, ROOT, Constants.ONE, 0, f, V_U2_SQUARE) == 0) {
      return false;
    }
    Field.toWords(words, f, ROOT);
    return true;
  }

  /**
   * Whether an extended point is the one that {@link #decodeVariableTime} sets, at a tenth of the
   * cost: y = u1 / u2 and x² = 4 s² / v, by which v is a square, since x is a root. Variable time.
   */
  static boolean isDecoding(long[] point, long w0, long w1, long w2, long w3) {
    final long[] f = new long[DECODING];
    if (!Edwards.isNormal(point, 0) || !prepare(f, w0, w1, w2, w3)) {
      return false;
    }
    final int left = V_U2_SQUARE;
    final int right = ROOT;
    Field.multiply(f, left, point, Edwards.Y, f, U2);
    if (Field.equalMask(f, left, f, U1) == 0) {
      return false;
    }
    Field.square(f, left, point, Edwards.X);
    Field.multiply(f, left, f, left, f, V);
    Field.add(f, right, f, S, f, S);
    Field.square(f, right, f, right);
    if (Field.equalMask(f, left, f, right) == 0) {
      return false;
    }
    Field.multiply(f, left, point, Edwards.X, point, Edwards.Y);
    return Field.equalMask(f, left, point, Edwards.T) != 0
        && (Field.negativeMask(point, Edwards.X)
                | Field.negativeMask(point, Edwards.T)
                | Field.zeroMask(point, Edwards.Y))
            == 0;
  }

  /** Computes all that the root depends on; false if the words are no non-negative element. */
  private static boolean prepare(long[] f, long w0, long w1, long w2, long w3) {
    if (!isNonNegative(w0, w1, w2, w3)) {
      return false;
    }
    Field.fromWords(f, S, w0, w1, w2, w3);
    Field.square(f, V, f, S);
    Field.subtract(f, U1, Constants.ONE, 0, f, V);
    Field.add(f, U2, Constants.ONE, 0, f, V);
    Field.square(f, V_U2_SQUARE, f, U2);
    Field.square(f, V, f, U1);
    Field.multiply(f, V, f, V, Constants.D, 0);
    Field.add(f, V, f, V, f, V_U2_SQUARE);
    Field.negate(f, V, f, V);
    Field.multiply(f, V_U2_SQUARE, f, V_U2_SQUARE, f, V);
    return true;
  }

  /** Computes the point from the root, of which the sign is all the same; see InverseRoot. */
  private static boolean finish(long[] point, long[] f) {
    final int x = Edwards.X;
    final int y = Edwards.Y;
    final int t = Edwards.T;
    Field.multiply(f, U2, f, ROOT, f, U2); // 1 / denominator of x
    Field.multiply(f, V, f, V, f, ROOT);
    Field.multiply(f, V, f, V, f, U2); // 1 / denominator of y
    Field.multiply(point, x, f, S, f, U2);
    Field.add(point, x, point, x, point, x);
    Field.absolute(point, x);
    Field.multiply(point, x, point, x, Constants.ONE, 0); // tight again
    Field.multiply(point, y, f, U1, f, V);
    Field.set(point, Edwards.Z, 1);
    Field.multiply(point, t, point, x, point, y);
    return (Field.negativeMask(point, t) | Field.zeroMask(point, y)) == 0;
  }

  /** Whether four little-endian words are less than p = 2<sup>255</sup> − 19, and even. */
  static boolean isNonNegative(long w0, long w1, long w2, long w3) {
    return (w0 & 1) == 0
        && w3 >= 0
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
