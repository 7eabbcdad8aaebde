package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.Field.LIMBS;

/**
 * Encoding of the doubles of many points with one inversion for all of them and no square root: 2 P
 * is an even point, so the root that RFC 9496, section 4.3.2, takes is known from the coordinates
 * of P (Hamburg, "Decaf", 2015; the Ristretto documentation, "batched double-and-encode"). Constant
 * time.
 */
final class DoubledEncoding {
  private static final int E = 0;
  private static final int F = LIMBS;
  private static final int G = 2 * LIMBS;
  private static final int H = 3 * LIMBS;
  private static final int EG = 4 * LIMBS;
  private static final int FH = 5 * LIMBS;
  private static final int PRODUCT = 6 * LIMBS;
  private static final int STATE = 7 * LIMBS;

  private DoubledEncoding() {}

  /** The encodings of 2 P for all these points P. */
  static CompressedRistretto[] encodeAll(RistrettoPoint[] points) {
    final int count = points.length;
    final long[] states = new long[count * STATE];
    final long[] vanishing = new long[count];
    for (int k = 0; k < count; k++) {
      final int at = k * STATE;
      prepare(states, at, points[k].extended());
      // The product is 0 only if 2 P is the identity; a 1 keeps it from spoiling the others.
      vanishing[k] = Field.zeroMask(states, at + PRODUCT);
      Field.assignMasked(states, at + PRODUCT, Constants.ONE, 0, vanishing[k]);
    }
    FieldRoots.invertAll(states, PRODUCT, STATE, count);
    final CompressedRistretto[] encodings = new CompressedRistretto[count];
    final long[] zero = new long[LIMBS];
    for (int k = 0; k < count; k++) {
      Field.assignMasked(states, k * STATE + PRODUCT, zero, 0, vanishing[k]);
      encodings[k] = finish(states, k * STATE);
    }
    return encodings;
  }

  /** 2 P is (E F : G H : F G : E H); its encoding needs the inverse of E G F H. */
  private static void prepare(long[] s, int at, long[] p) {
    Field.multiply(s, at + E, p, Edwards.X, p, Edwards.Y);
    Field.add(s, at + E, s, at + E, s, at + E);
    Field.square(s, at + G, p, Edwards.X);
    Field.square(s, at + H, p, Edwards.Y);
    Field.add(s, at + G, s, at + G, s, at + H);
    Field.square(s, at + EG, p, Edwards.Z);
    Field.square(s, at + FH, p, Edwards.T);
    Field.multiply(s, at + FH, s, at + FH, Constants.D, 0);
    Field.add(s, at + F, s, at + EG, s, at + FH);
    Field.subtract(s, at + H, s, at + EG, s, at + FH);
    Field.multiply(s, at + EG, s, at + E, s, at + G);
    Field.multiply(s, at + FH, s, at + F, s, at + H);
    Field.multiply(s, at + PRODUCT, s, at + EG, s, at + FH);
  }

  private static CompressedRistretto finish(long[] s, int at) {
    final long[] f = new long[4 * LIMBS];
    final int zInverse = 0;
    final int tInverse = LIMBS;
    final int factor = 2 * LIMBS;
    final int temp = 3 * LIMBS;
    Field.multiply(f, zInverse, s, at + EG, s, at + PRODUCT);
    Field.multiply(f, tInverse, s, at + FH, s, at + PRODUCT);
    Field.copy(f, factor, Constants.INVSQRT_A_MINUS_D, 0);

    Field.multiply(f, temp, s, at + EG, f, zInverse);
    final long rotate = Field.negativeMask(f, temp);
    Field.negate(f, temp, s, at + E);
    Field.assignMasked(s, at + E, s, at + G, rotate);
    Field.assignMasked(s, at + G, f, temp, rotate);
    Field.multiply(f, temp, s, at + F, Constants.SQRT_M1, 0);
    Field.assignMasked(s, at + H, f, temp, rotate);
    Field.assignMasked(f, factor, Constants.SQRT_M1, 0, rotate);

    Field.multiply(f, temp, s, at + H, s, at + E);
    Field.multiply(f, temp, f, temp, f, zInverse);
    Field.negateMasked(s, at + G, Field.negativeMask(f, temp));
    Field.multiply(f, factor, f, factor, s, at + G);
    Field.multiply(f, factor, f, factor, f, tInverse);
    Field.subtract(f, temp, s, at + H, s, at + G);
    Field.multiply(f, temp, f, temp, f, factor);
    Field.absolute(f, temp);
    final long[] words = new long[4];
    Field.toWords(words, f, temp);
    return CompressedRistretto.ofWords(words);
  }
}
