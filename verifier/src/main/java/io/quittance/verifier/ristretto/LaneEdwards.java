package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.LaneField.SIZE;

import java.util.Arrays;

/**
 * Additions of eight pairs of points at a time, in the forms and with the formulas of {@link
 * Edwards}; a coordinate is a lane element. No factor exceeds three units and no product six, in
 * the words of {@link LaneField}: those with most are G · H and F · G.
 *
 * <p>Methods take a scratch array of {@link #SCRATCH} longs.
 */
final class LaneEdwards {
  static final int X = 0;
  static final int Y = SIZE;
  static final int Z = 2 * SIZE;
  static final int T = 3 * SIZE;

  /** Longs of eight points in extended form. */
  static final int EXTENDED = 4 * SIZE;

  static final int Y_PLUS_X = 0;
  static final int Y_MINUS_X = SIZE;
  static final int T_2D = 2 * SIZE;
  static final int Z_2 = 3 * SIZE;

  /** Longs of eight points in cached form. */
  static final int CACHED = 4 * SIZE;

  /** Longs of eight points in affine form. */
  static final int AFFINE = 3 * SIZE;

  /** Longs of scratch that the operations need. */
  static final int SCRATCH = 8 * SIZE;

  private static final int A = 0;
  private static final int B = SIZE;
  private static final int C = 2 * SIZE;
  private static final int D = 3 * SIZE;
  private static final int E = 4 * SIZE;
  private static final int H = 5 * SIZE;
  private static final int F = 6 * SIZE;
  private static final int G = 7 * SIZE;

  private static final long[] ONE = LaneField.constant(Constants.ONE);
  private static final long[] TWO_D = LaneField.constant(Constants.TWO_D);

  private LaneEdwards() {}

  /** Sets eight extended points to the neutral element. */
  static void setIdentity(long[] p, int at) {
    Arrays.fill(p, at, at + EXTENDED, 0);
    System.arraycopy(ONE, 0, p, at + Y, SIZE);
    System.arraycopy(ONE, 0, p, at + Z, SIZE);
  }

  /** p += q, q in affine form: 7 multiplications. */
  static void addAffine(long[] p, int at, long[] q, int from, long[] t) {
    sum(p, at, q, from, t);
    LaneField.add(t, D, p, at + Z, p, at + Z);
    complete(p, at, t);
  }

  /** p += q, q in cached form: 8 multiplications. */
  static void addCached(long[] p, int at, long[] q, int from, long[] t) {
    sum(p, at, q, from, t);
    LaneField.multiply(t, D, p, at + Z, q, from + Z_2);
    complete(p, at, t);
  }

  private static void sum(long[] p, int at, long[] q, int from, long[] t) {
    LaneField.subtract(t, A, p, at + Y, p, at + X);
    LaneField.multiply(t, A, t, A, q, from + Y_MINUS_X);
    LaneField.add(t, B, p, at + Y, p, at + X);
    LaneField.multiply(t, B, t, B, q, from + Y_PLUS_X);
    LaneField.multiply(t, C, p, at + T, q, from + T_2D);
  }

  private static void complete(long[] p, int at, long[] t) {
    LaneField.subtract(t, E, t, B, t, A);
    LaneField.add(t, H, t, B, t, A);
    LaneField.subtract(t, F, t, D, t, C);
    LaneField.add(t, G, t, D, t, C);
    LaneField.multiply(p, at + X, t, E, t, F);
    LaneField.multiply(p, at + Y, t, G, t, H);
    LaneField.multiply(p, at + Z, t, F, t, G);
    LaneField.multiply(p, at + T, t, E, t, H);
  }

  /** The cached form of eight extended points: 1 multiplication. */
  static void toCached(long[] out, int to, long[] p, int at) {
    LaneField.add(out, to + Y_PLUS_X, p, at + Y, p, at + X);
    LaneField.subtract(out, to + Y_MINUS_X, p, at + Y, p, at + X);
    LaneField.multiply(out, to + T_2D, p, at + T, TWO_D, 0);
    LaneField.add(out, to + Z_2, p, at + Z, p, at + Z);
  }

  /** The affine form of eight extended points whose Z is 1: 1 multiplication. */
  static void toAffine(long[] out, int to, long[] p, int at) {
    LaneField.add(out, to + Y_PLUS_X, p, at + Y, p, at + X);
    LaneField.subtract(out, to + Y_MINUS_X, p, at + Y, p, at + X);
    LaneField.multiply(out, to + T_2D, p, at + T, TWO_D, 0);
  }

  /** p = 2<sup>times</sup> p: 4 squarings and 3 multiplications each, one more for the last. */
  static void doubleTimes(long[] p, int at, int times, long[] t) {
    for (int n = times; n > 0; n--) {
      LaneField.square(t, A, p, at + X);
      LaneField.square(t, B, p, at + Y);
      LaneField.square(t, C, p, at + Z);
      LaneField.add(t, D, p, at + X, p, at + Y);
      LaneField.square(t, D, t, D);
      LaneField.add(t, H, t, A, t, B);
      // E, of two units, and F, of three, are the largest: their product is one of six.
      LaneField.subtract(t, E, t, D, t, H);
      LaneField.negate(t, H);
      LaneField.subtract(t, G, t, B, t, A);
      LaneField.subtract(t, F, t, G, t, C);
      LaneField.subtract(t, F, t, F, t, C);
      LaneField.multiply(p, at + X, t, E, t, F);
      LaneField.multiply(p, at + Y, t, G, t, H);
      LaneField.multiply(p, at + Z, t, F, t, G);
      if (n == 1) {
        LaneField.multiply(p, at + T, t, E, t, H);
      }
    }
  }

  /** Eight points in affine form that were taken out of tables. */
  static final class Chosen {
    /** The points, and what rows of whole vectors leave behind them. */
    final long[] points = new long[2 * LaneField.LANES * LaneField.LANES];

    /** −1 in the lanes whose point is to be replaced by its opposite, else 0. */
    final long[] opposite = new long[LaneField.LANES];

    /** Replaces points by their opposites where that is wanted. */
    void negateMasked() {
      LaneField.swapMasked(points, Y_PLUS_X, points, Y_MINUS_X, opposite, 0);
      LaneField.negateMasked(points, T_2D, opposite, 0);
    }
  }
}
