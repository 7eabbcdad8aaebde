package io.quittance.verifier.ristretto;

/**
 * Multiscalar multiplication with one table for each point and doublings shared by all (Straus,
 * "Addition chains of vectors", 1964): best for few points.
 */
final class Straus {
  private static final int NAF_WIDTH = 5;

  /** Odd multiples 1, 3, …, 15 for the non-adjacent form; or 1, 2, …, 8 for radix 16. */
  private static final int TABLE = 8;

  private static final int TABLE_LIMBS = TABLE * Edwards.CACHED;

  private Straus() {}

  /** Σ scalars[i] · points[i], in time that depends on the scalars. */
  static long[] variableTime(Scalar[] scalars, RistrettoPoint[] points) {
    final int count = scalars.length;
    final NonAdjacentForms forms = new NonAdjacentForms(scalars, NAF_WIDTH);
    final long[] scratch = new long[Edwards.SCRATCH];
    final long[] tables = new long[count * TABLE_LIMBS];
    for (int k = 0; k < count; k++) {
      final long[] twice = points[k].extended().clone();
      Edwards.doubleTimes(twice, 0, 1, scratch);
      fillTable(tables, k * TABLE_LIMBS, points[k], twice, scratch);
    }
    final long[] sum = new long[Edwards.EXTENDED];
    Edwards.setIdentity(sum, 0);
    for (int i = forms.length() - 1; i >= 0; i--) {
      Edwards.doubleTimes(sum, 0, 1, scratch);
      for (int d = forms.first(i); d != NonAdjacentForms.END; d = forms.next(d)) {
        final int multiple = forms.multiple(d);
        if (multiple >= 0) {
          Edwards.addCached(sum, 0, tables, multiple * Edwards.CACHED, scratch);
        } else {
          Edwards.subtractCached(sum, 0, tables, ~multiple * Edwards.CACHED, scratch);
        }
      }
    }
    return sum;
  }

  /** Σ scalars[i] · points[i], with no branch or index that depends on scalars or points. */
  static long[] constantTime(Scalar[] scalars, RistrettoPoint[] points) {
    final int count = scalars.length;
    final byte[] digits = new byte[count * SignedDigits.RADIX_16_DIGITS];
    final long[] scratch = new long[Edwards.SCRATCH];
    final long[] tables = new long[count * TABLE_LIMBS];
    for (int k = 0; k < count; k++) {
      SignedDigits.radix16(digits, k * SignedDigits.RADIX_16_DIGITS, scalars[k]);
      fillTable(tables, k * TABLE_LIMBS, points[k], points[k].extended(), scratch);
    }
    final long[] sum = new long[Edwards.EXTENDED];
    final long[] chosen = new long[Edwards.CACHED];
    Edwards.setIdentity(sum, 0);
    for (int i = SignedDigits.RADIX_16_DIGITS - 1; i >= 0; i--) {
      Edwards.doubleTimes(sum, 0, 4, scratch);
      for (int k = 0; k < count; k++) {
        final int digit = digits[k * SignedDigits.RADIX_16_DIGITS + i];
        MaskedLookup.cached(chosen, tables, k * TABLE_LIMBS, digit);
        Edwards.addCached(sum, 0, chosen, 0, scratch);
      }
    }
    return sum;
  }

  /** Fills a table with point, point + step, point + 2 step, …, in cached form. */
  private static void fillTable(
      long[] table, int at, RistrettoPoint point, long[] step, long[] scratch) {
    final long[] multiple = point.extended().clone();
    final long[] cachedStep = new long[Edwards.CACHED];
    Edwards.toCached(cachedStep, 0, step, 0);
    Edwards.toCached(table, at, multiple, 0);
    for (int i = 1; i < TABLE; i++) {
      Edwards.addCached(multiple, 0, cachedStep, 0, scratch);
      Edwards.toCached(table, at + i * Edwards.CACHED, multiple, 0);
    }
  }
}
