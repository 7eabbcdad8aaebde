package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.Field.LIMBS;

/** The map from field elements to the group: MAP of RFC 9496, section 4.3.4, in constant time. */
final class Elligator {
  private static final int R = 0;
  private static final int U = LIMBS;
  private static final int V = 2 * LIMBS;
  private static final int S = 3 * LIMBS;
  private static final int S_PRIME = 4 * LIMBS;
  private static final int C = 5 * LIMBS;
  private static final int N = 6 * LIMBS;
  private static final int W0 = 7 * LIMBS;
  private static final int W1 = 8 * LIMBS;
  private static final int W2 = 9 * LIMBS;
  private static final int W3 = 10 * LIMBS;

  private Elligator() {}

  /** Sets an extended point to the image of the field element at t. */
  static void map(long[] point, int at, long[] element, int t) {
    final long[] f = new long[11 * LIMBS];
    Field.square(f, R, element, t);
    Field.multiply(f, R, f, R, Constants.SQRT_M1, 0);
    Field.add(f, U, f, R, Constants.ONE, 0);
    Field.multiply(f, U, f, U, Constants.ONE_MINUS_D_SQ, 0);
    Field.multiply(f, V, f, R, Constants.D, 0);
    Field.add(f, V, f, V, Constants.ONE, 0);
    Field.negate(f, V, f, V);
    Field.add(f, C, f, R, Constants.D, 0);
    Field.multiply(f, V, f, V, f, C);

    final long square = FieldRoots.sqrtRatio(f, S, f, U, f, V);
    Field.multiply(f, S_PRIME, f, S, element, t);
    Field.absolute(f, S_PRIME);
    Field.negate(f, S_PRIME, f, S_PRIME);
    Field.assignMasked(f, S, f, S_PRIME, ~square);
    Field.negate(f, C, Constants.ONE, 0);
    Field.assignMasked(f, C, f, R, ~square);

    Field.subtract(f, N, f, R, Constants.ONE, 0);
    Field.multiply(f, N, f, N, f, C);
    Field.multiply(f, N, f, N, Constants.D_MINUS_ONE_SQ, 0);
    Field.subtract(f, N, f, N, f, V);

    Field.multiply(f, W0, f, S, f, V);
    Field.add(f, W0, f, W0, f, W0);
    Field.multiply(f, W1, f, N, Constants.SQRT_AD_MINUS_ONE, 0);
    Field.square(f, S, f, S);
    Field.subtract(f, W2, Constants.ONE, 0, f, S);
    Field.add(f, W3, Constants.ONE, 0, f, S);
    Field.multiply(point, at + Edwards.X, f, W0, f, W3);
    Field.multiply(point, at + Edwards.Y, f, W2, f, W1);
    Field.multiply(point, at + Edwards.Z, f, W1, f, W3);
    Field.multiply(point, at + Edwards.T, f, W0, f, W2);
  }
}
