package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.Field.LIMBS;

/** Inverses and square roots modulo p: the operations that cost one exponentiation. */
final class FieldRoots {
  private FieldRoots() {}

  /** Inverse: out = 1 / a = a<sup>p − 2</sup>, and 0 for a = 0. About 254 squarings. */
  static void invert(long[] out, int o, long[] a, int i) {
    final long[] t = new long[3 * LIMBS];
    power2To250Minus1(t, a, i);
    Field.squareTimes(t, 0, t, 0, 5);
    Field.multiply(out, o, t, 0, t, 2 * LIMBS);
  }

  /**
   * Inverts count elements in place, which stand stride limbs apart, with one inversion and three
   * multiplications each (Montgomery's trick). None may be 0.
   */
  static void invertAll(long[] elements, int first, int stride, int count) {
    if (count == 0) {
      return;
    }
    final long[] products = new long[(count + 1) * LIMBS];
    Field.set(products, 0, 1);
    for (int k = 0; k < count; k++) {
      Field.multiply(products, (k + 1) * LIMBS, products, k * LIMBS, elements, first + k * stride);
    }
    final long[] inverse = new long[LIMBS];
    final long[] next = new long[LIMBS];
    invert(inverse, 0, products, count * LIMBS);
    for (int k = count - 1; k >= 0; k--) {
      final int at = first + k * stride;
      Field.multiply(next, 0, inverse, 0, elements, at);
      Field.multiply(elements, at, inverse, 0, products, k * LIMBS);
      Field.copy(inverse, 0, next, 0);
    }
  }

  /**
   * SQRT_RATIO_M1 of RFC 9496, section 4.2, in constant time. Sets out to the non-negative root of
   * u / v and returns −1 if that is a square; else sets out to the non-negative root of √−1 · u / v
   * and returns 0. For v = 0 out is 0, and the result is −1 only if u = 0 too. The output may
   * overwrite neither u nor v.
   */
  static long sqrtRatio(long[] out, int o, long[] u, int i, long[] v, int j) {
    final long[] t = new long[5 * LIMBS];
    final int v3 = 0;
    final int uv7 = LIMBS;
    final int check = 2 * LIMBS;
    final int negated = 3 * LIMBS;
    final int other = 4 * LIMBS;
    Field.square(t, v3, v, j);
    Field.multiply(t, v3, t, v3, v, j);
    Field.square(t, uv7, t, v3);
    Field.multiply(t, uv7, t, uv7, v, j);
    Field.multiply(t, uv7, t, uv7, u, i);
    powerPMinus5Over8(out, o, t, uv7);
    Field.multiply(out, o, out, o, t, v3);
    Field.multiply(out, o, out, o, u, i);

    Field.square(t, check, out, o);
    Field.multiply(t, check, t, check, v, j);
    Field.negate(t, negated, u, i);
    final long correct = Field.equalMask(t, check, u, i);
    final long flipped = Field.equalMask(t, check, t, negated);
    Field.multiply(t, negated, t, negated, Constants.SQRT_M1, 0);
    final long flippedTimesRoot = Field.equalMask(t, check, t, negated);
    Field.multiply(t, other, out, o, Constants.SQRT_M1, 0);
    Field.assignMasked(out, o, t, other, flipped | flippedTimesRoot);
    Field.absolute(out, o);
    return correct | flipped;
  }

  /** out = a to the power (p − 5) / 8 = 2<sup>252</sup> − 3. */
  private static void powerPMinus5Over8(long[] out, int o, long[] a, int i) {
    final long[] t = new long[3 * LIMBS];
    power2To250Minus1(t, a, i);
    Field.squareTimes(t, 0, t, 0, 2);
    Field.multiply(out, o, t, 0, a, i);
  }

  /**
   * The addition chain that inverse and root share: t<sub>0</sub> = a<sup>2^250 − 1</sup>,
   * t<sub>2</sub> = a<sup>11</sup>; t<sub>1</sub> is scratch.
   */
  private static void power2To250Minus1(long[] t, long[] a, int i) {
    final int t1 = LIMBS;
    final int t2 = 2 * LIMBS;
    Field.square(t, 0, a, i); // 2
    Field.squareTimes(t, t1, t, 0, 2); // 8
    Field.multiply(t, t1, t, t1, a, i); // 9
    Field.multiply(t, t2, t, 0, t, t1); // 11
    Field.square(t, 0, t, t2); // 22
    Field.multiply(t, 0, t, 0, t, t1); // 2^5 - 1
    Field.squareTimes(t, t1, t, 0, 5);
    Field.multiply(t, 0, t, 0, t, t1); // 2^10 - 1
    final long[] power10 = new long[LIMBS];
    Field.copy(power10, 0, t, 0);
    Field.squareTimes(t, t1, t, 0, 10);
    Field.multiply(t, 0, t, 0, t, t1); // 2^20 - 1
    Field.squareTimes(t, t1, t, 0, 20);
    Field.multiply(t, 0, t, 0, t, t1); // 2^40 - 1
    Field.squareTimes(t, t1, t, 0, 10);
    Field.multiply(t, 0, power10, 0, t, t1); // 2^50 - 1
    final long[] power50 = new long[LIMBS];
    Field.copy(power50, 0, t, 0);
    Field.squareTimes(t, t1, t, 0, 50);
    Field.multiply(t, 0, t, 0, t, t1); // 2^100 - 1
    Field.squareTimes(t, t1, t, 0, 100);
    Field.multiply(t, 0, t, 0, t, t1); // 2^200 - 1
    Field.squareTimes(t, t1, t, 0, 50);
    Field.multiply(t, 0, power50, 0, t, t1); // 2^250 - 1
  }
}
