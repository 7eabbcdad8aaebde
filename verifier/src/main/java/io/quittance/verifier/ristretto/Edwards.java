package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.Field.LIMBS;

import java.util.Arrays;

/**
 * Points of the twisted Edwards curve −x² + y² = 1 + d x² y² in flat arrays, after Hisil, Wong,
 * Carter and Dawson, "Twisted Edwards Curves Revisited" (2008). The addition is complete: it needs
 * no special case for equal, opposite or neutral points. Nothing here branches on coordinates.
 *
 * <table>
 *   <caption>Forms of a point, as offsets of tight or once-added elements</caption>
 *   <tr><td>extended</td><td>X, Y, Z, T with x = X / Z, y = Y / Z, T = X Y / Z</td></tr>
 *   <tr><td>cached</td><td>Y + X, Y − X, 2 d T, 2 Z</td></tr>
 *   <tr><td>affine</td><td>y + x, y − x, 2 d x y</td></tr>
 * </table>
 *
 * Methods take a scratch array of {@link #SCRATCH} limbs so that loops allocate nothing.
 */
final class Edwards {
  static final int X = 0;
  static final int Y = LIMBS;
  static final int Z = 2 * LIMBS;
  static final int T = 3 * LIMBS;

  /** Limbs of a point in extended form. */
  static final int EXTENDED = 4 * LIMBS;

  static final int Y_PLUS_X = 0;
  static final int Y_MINUS_X = LIMBS;
  static final int T_2D = 2 * LIMBS;
  static final int Z_2 = 3 * LIMBS;

  /** Limbs of a point in cached form. */
  static final int CACHED = 4 * LIMBS;

  /** Limbs of a point in affine form. */
  static final int AFFINE = 3 * LIMBS;

  /** Limbs of scratch that the operations need. */
  static final int SCRATCH = 8 * LIMBS;

  private static final int A = 0;
  private static final int B = LIMBS;
  private static final int C = 2 * LIMBS;
  private static final int D = 3 * LIMBS;
  private static final int E = 4 * LIMBS;
  private static final int H = 5 * LIMBS;
  private static final int F = 6 * LIMBS;
  private static final int G = 7 * LIMBS;

  private Edwards() {}

  /** Sets an extended point to the neutral element (0, 1). */
  static void setIdentity(long[] p, int at) {
    Field.set(p, at + X, 0);
    Field.set(p, at + Y, 1);
    Field.set(p, at + Z, 1);
    Field.set(p, at + T, 0);
  }

  /** p += q, q in cached form: 8 multiplications. */
  static void addCached(long[] p, int at, long[] q, int from, long[] t) {
    sum(p, at, q, from + Y_PLUS_X, from + Y_MINUS_X, from + T_2D, t);
    Field.multiply(t, D, p, at + Z, q, from + Z_2);
    complete(p, at, t, F, G);
  }

  /** p −= q, q in cached form: 8 multiplications. */
  static void subtractCached(long[] p, int at, long[] q, int from, long[] t) {
    sum(p, at, q, from + Y_MINUS_X, from + Y_PLUS_X, from + T_2D, t);
    Field.multiply(t, D, p, at + Z, q, from + Z_2);
    complete(p, at, t, G, F);
  }

  /** p += q, q in affine form: 7 multiplications. */
  static void addAffine(long[] p, int at, long[] q, int from, long[] t) {
    sum(p, at, q, from + Y_PLUS_X, from + Y_MINUS_X, from + T_2D, t);
    Field.add(t, D, p, at + Z, p, at + Z);
    complete(p, at, t, F, G);
  }

  /** p −= q, q in affine form: 7 multiplications. */
  static void subtractAffine(long[] p, int at, long[] q, int from, long[] t) {
    sum(p, at, q, from + Y_MINUS_X, from + Y_PLUS_X, from + T_2D, t);
    Field.add(t, D, p, at + Z, p, at + Z);
    complete(p, at, t, G, F);
  }

  private static void sum(long[] p, int at, long[] q, int plus, int minus, int t2d, long[] t) {
    Field.subtract(t, A, p, at + Y, p, at + X);
    Field.multiply(t, A, t, A, q, minus);
    Field.add(t, B, p, at + Y, p, at + X);
    Field.multiply(t, B, t, B, q, plus);
    Field.multiply(t, C, p, at + T, q, t2d);
  }

  /** The last half of an addition; exchanging f and g turns the sum into the difference. */
  private static void complete(long[] p, int at, long[] t, int f, int g) {
    Field.subtract(t, E, t, B, t, A);
    Field.add(t, H, t, B, t, A);
    Field.subtract(t, f, t, D, t, C);
    Field.add(t, g, t, D, t, C);
    Field.multiply(p, at + X, t, E, t, F);
    Field.multiply(p, at + Y, t, G, t, H);
    Field.multiply(p, at + Z, t, F, t, G);
    Field.multiply(p, at + T, t, E, t, H);
  }

  /** p = 2<sup>times</sup> p: 4 squarings and 3 multiplications each, one more for the last. */
  static void doubleTimes(long[] p, int at, int times, long[] t) {
    for (int n = times; n > 0; n--) {
      Field.square(t, A, p, at + X);
      Field.square(t, B, p, at + Y);
      Field.square(t, C, p, at + Z);
      Field.add(t, D, p, at + X, p, at + Y);
      Field.square(t, D, t, D);
      Field.add(t, H, t, A, t, B);
      Field.subtract(t, E, t, D, t, H);
      Field.negate(t, H, t, H);
      Field.subtract(t, G, t, B, t, A);
      Field.subtract(t, F, t, G, t, C);
      Field.subtract(t, F, t, F, t, C);
      Field.multiply(p, at + X, t, E, t, F);
      Field.multiply(p, at + Y, t, G, t, H);
      Field.multiply(p, at + Z, t, F, t, G);
      if (n == 1) {
        Field.multiply(p, at + T, t, E, t, H);
      }
    }
  }

  /** The cached form of an extended point: 1 multiplication. */
  static void toCached(long[] out, int to, long[] p, int at) {
    Field.add(out, to + Y_PLUS_X, p, at + Y, p, at + X);
    Field.subtract(out, to + Y_MINUS_X, p, at + Y, p, at + X);
    Field.multiply(out, to + T_2D, p, at + T, Constants.TWO_D, 0);
    Field.add(out, to + Z_2, p, at + Z, p, at + Z);
  }

  /** The affine form of an extended point whose Z is 1: 1 multiplication. */
  static void toAffine(long[] out, int to, long[] p, int at) {
    Field.add(out, to + Y_PLUS_X, p, at + Y, p, at + X);
    Field.subtract(out, to + Y_MINUS_X, p, at + Y, p, at + X);
    Field.multiply(out, to + T_2D, p, at + T, Constants.TWO_D, 0);
  }

  /** Sets an extended point to an affine one, or to its opposite: 1 multiplication. */
  static void fromAffine(long[] p, int at, long[] q, int from, boolean negative, long[] t) {
    Field.subtract(t, A, q, from + Y_PLUS_X, q, from + Y_MINUS_X);
    if (negative) {
      Field.negate(t, A, t, A);
    }
    Field.add(t, B, q, from + Y_PLUS_X, q, from + Y_MINUS_X);
    // (2x : 2y) at scale 2 is (4x : 4y : 4 : 4xy), and 4xy is the product of 2x and 2y. The
    // products with 2 also make the coordinates tight again.
    Field.set(t, C, 2);
    Field.multiply(p, at + X, t, A, t, C);
    Field.multiply(p, at + Y, t, B, t, C);
    Field.set(p, at + Z, 4);
    Field.multiply(p, at + T, t, A, t, B);
  }

  /**
   * −1 if an extended point stands for the neutral element of the group modulo its points of order
   * two and four, else 0. These are (0, ±1) and (±√−1, 0). Coordinates that are no point's, all
   * zeros among them, stand for nothing.
   */
  static long neutralMask(long[] p, int at) {
    final long[] f = new long[2 * LIMBS];
    Field.square(f, 0, p, at + Y);
    Field.square(f, LIMBS, p, at + X);
    Field.subtract(f, 0, f, 0, f, LIMBS);
    Field.square(f, LIMBS, p, at + Z);
    // On the curve with T = X Y / Z = 0, that is Y² − X² = Z².
    return (Field.zeroMask(p, at + X) | Field.zeroMask(p, at + Y))
        & Field.zeroMask(p, at + T)
        & ~Field.zeroMask(p, at + Z)
        & Field.equalMask(f, 0, f, LIMBS);
  }

  /** Whether extended coordinates are those of a point of the curve. Variable time. */
  static boolean isPoint(long[] p) {
    final long[] f = new long[3 * LIMBS];
    Field.multiply(f, 0, p, X, p, Y);
    Field.multiply(f, LIMBS, p, Z, p, T);
    if ((Field.equalMask(f, 0, f, LIMBS) & ~Field.zeroMask(p, Z)) == 0) {
      return false;
    }
    Field.square(f, 0, p, Y);
    Field.square(f, LIMBS, p, X);
    Field.subtract(f, 0, f, 0, f, LIMBS);
    Field.square(f, LIMBS, p, T);
    Field.multiply(f, LIMBS, f, LIMBS, Constants.D, 0);
    Field.square(f, 2 * LIMBS, p, Z);
    Field.add(f, LIMBS, f, LIMBS, f, 2 * LIMBS);
    return Field.equalMask(f, 0, f, LIMBS) != 0;
  }

  /** Whether Z is literally 1, as in every point that was decoded or normalised. */
  static boolean isNormal(long[] p, int at) {
    return p[at + Z] == 1 && (p[at + Z + 1] | p[at + Z + 2] | p[at + Z + 3] | p[at + Z + 4]) == 0;
  }

  /** Brings count extended points to Z = 1 with one inversion and 6 multiplications each. */
  static void normalizeAll(long[] points, int count) {
    final long[] inverses = new long[count * LIMBS];
    for (int k = 0; k < count; k++) {
      Field.copy(inverses, k * LIMBS, points, k * EXTENDED + Z);
    }
    FieldRoots.invertAll(inverses, 0, LIMBS, count);
    for (int k = 0; k < count; k++) {
      final int at = k * EXTENDED;
      Field.multiply(points, at + X, points, at + X, inverses, k * LIMBS);
      Field.multiply(points, at + Y, points, at + Y, inverses, k * LIMBS);
      Field.multiply(points, at + T, points, at + X, points, at + Y);
      Field.set(points, at + Z, 1);
    }
  }

  /** The points in extended form with Z = 1; those that have another share one inversion. */
  static long[][] normalForms(RistrettoPoint[] points) {
    final long[][] forms = new long[points.length][];
    int count = 0;
    for (int k = 0; k < points.length; k++) {
      forms[k] = points[k].extended();
      count += isNormal(forms[k], 0) ? 0 : 1;
    }
    final long[] others = new long[count * EXTENDED];
    int last = 0;
    for (long[] form : forms) {
      if (!isNormal(form, 0)) {
        System.arraycopy(form, 0, others, last * EXTENDED, EXTENDED);
        last++;
      }
    }
    normalizeAll(others, count);
    int next = 0;
    for (int k = 0; k < points.length; k++) {
      if (!isNormal(forms[k], 0)) {
        forms[k] = Arrays.copyOfRange(others, next * EXTENDED, (next + 1) * EXTENDED);
        next++;
      }
    }
    return forms;
  }
}
