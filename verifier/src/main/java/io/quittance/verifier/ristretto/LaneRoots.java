package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.LaneField.LANES;
import static io.quittance.verifier.ristretto.LaneField.SIZE;

/**
 * Inverse square roots, eight at a time in several groups that stand the same number of longs apart
 * (RFC 9496, section 4.2). For r = w<sup>3</sup> (w<sup>7</sup>)<sup>(p − 5) / 8</sup>, r² w is 1
 * or −1 if w is a square, ±√−1 or 0 otherwise; in the case of −1, r √−1 is the root. The power
 * takes the addition chain of {@link FieldRoots}, about 254 squarings and 15 products. Inverses
 * take the same chain.
 */
final class LaneRoots {
  private static final int T0 = 0;
  private static final int T1 = SIZE;
  private static final int BASE = 2 * SIZE;
  private static final int CUBE = 3 * SIZE;
  private static final int KEPT = 4 * SIZE;
  private static final int FLIPPED = 5 * SIZE;
  private static final int SCRATCH = FLIPPED + LANES;

  private static final long[] ONE = LaneField.constant(Constants.ONE);
  private static final long[] SQRT_M1 = LaneField.constant(Constants.SQRT_M1);

  private final int stride;
  private final long[] t;

  /** Scratch for so many groups that stand stride longs apart in the caller's array. */
  LaneRoots(int groups, int stride) {
    this.stride = stride;
    t = new long[groups * SCRATCH];
  }

  /**
   * Sets the numbers at out to inverse roots of those at w, in each group, and the masks at exists
   * where there is one. Its sign is left open; see {@link InverseRoot}. Constant time.
   *
   * @param w tight
   */
  void inverseRoots(long[] f, int out, int exists, int w, int groups) {
    for (int g = 0; g < groups; g++) {
      final int from = g * stride + w;
      final int at = g * SCRATCH;
      LaneField.square(t, at + CUBE, f, from);
      LaneField.multiply(t, at + CUBE, t, at + CUBE, f, from);
      LaneField.square(t, at + BASE, t, at + CUBE);
      LaneField.multiply(t, at + BASE, t, at + BASE, f, from); // w^7
    }
    powerPMinus5Over8(groups);
    for (int g = 0; g < groups; g++) {
      final int at = g * SCRATCH;
      LaneField.multiply(f, g * stride + out, t, at + T0, t, at + CUBE);
      mend(f, g * stride + out, g * stride + exists, g * stride + w, at);
    }
  }

  private void mend(long[] f, int root, int exists, int w, int at) {
    LaneField.square(t, at + T0, f, root);
    LaneField.multiply(t, at + T0, t, at + T0, f, w);
    LaneField.add(t, at + T1, t, at + T0, ONE, 0);
    LaneField.canonical(t, at + T1, t, at + T1);
    LaneField.zeroMasks(t, at + FLIPPED, t, at + T1);
    LaneField.subtract(t, at + T1, t, at + T0, ONE, 0);
    LaneField.canonical(t, at + T1, t, at + T1);
    LaneField.zeroMasks(f, exists, t, at + T1);
    for (int lane = 0; lane < LANES; lane++) {
      f[exists + lane] |= t[at + FLIPPED + lane];
    }
    LaneField.multiply(t, at + T0, f, root, SQRT_M1, 0);
    LaneField.assignMasked(f, root, t, at + T0, t, at + FLIPPED);
  }

  /**
   * Replaces count lane elements, none of which has a zero, by their inverses, with one inversion
   * and three products each (Montgomery's trick).
   *
   * @param stride how far from each other they stand, from the first at
   */
  static void invertAll(long[] f, int first, int stride, int count) {
    if (count == 0) {
      return;
    }
    final LaneRoots roots = new LaneRoots(1, 0);
    final long[] t = roots.t;
    final long[] products = new long[count * SIZE];
    System.arraycopy(f, first, products, 0, SIZE);
    for (int k = 1; k < count; k++) {
      LaneField.multiply(products, k * SIZE, products, (k - 1) * SIZE, f, first + k * stride);
    }
    System.arraycopy(products, (count - 1) * SIZE, t, BASE, SIZE);
    roots.invertBase();
    for (int k = count - 1; k > 0; k--) {
      final int at = first + k * stride;
      LaneField.multiply(t, T1, t, T0, f, at);
      LaneField.multiply(f, at, t, T0, products, (k - 1) * SIZE);
      System.arraycopy(t, T1, t, T0, SIZE);
    }
    System.arraycopy(t, T0, f, first, SIZE);
  }

  /** T0 = BASE to the power p − 2 = 8 (2<sup>252</sup> − 3) + 3. */
  private void invertBase() {
    powerPMinus5Over8(1);
    square(T0, T0, 3, 1);
    multiply(T0, T0, BASE, 1);
    square(T1, BASE, 1, 1);
    multiply(T0, T0, T1, 1);
  }

  /** T0 = BASE to the power 2<sup>252</sup> − 3. */
  private void powerPMinus5Over8(int groups) {
    square(T0, BASE, 1, groups); // 2
    square(T1, T0, 2, groups); // 8
    multiply(T1, T1, BASE, groups); // 9
    multiply(T0, T0, T1, groups); // 11
    square(T0, T0, 1, groups); // 22
    multiply(T0, T0, T1, groups); // 2^5 - 1
    square(T1, T0, 5, groups);
    multiply(KEPT, T1, T0, groups); // 2^10 - 1
    square(T1, KEPT, 10, groups);
    multiply(T0, T1, KEPT, groups); // 2^20 - 1
    square(T1, T0, 20, groups);
    multiply(T0, T1, T0, groups); // 2^40 - 1
    square(T1, T0, 10, groups);
    multiply(KEPT, T1, KEPT, groups); // 2^50 - 1
    square(T1, KEPT, 50, groups);
    multiply(T0, T1, KEPT, groups); // 2^100 - 1
    square(T1, T0, 100, groups);
    multiply(T0, T1, T0, groups); // 2^200 - 1
    square(T1, T0, 50, groups);
    multiply(T0, T1, KEPT, groups); // 2^250 - 1
    square(T0, T0, 2, groups);
    multiply(T0, T0, BASE, groups);
  }

  private void square(int out, int a, int times, int groups) {
    for (int n = 0; n < times; n++) {
      for (int g = 0; g < groups; g++) {
        final int at = g * SCRATCH;
        LaneField.square(t, at + out, t, at + (n == 0 ? a : out));
      }
    }
  }

  private void multiply(int out, int a, int b, int groups) {
    for (int g = 0; g < groups; g++) {
      final int at = g * SCRATCH;
      LaneField.multiply(t, at + out, t, at + a, t, at + b);
    }
  }
}
