package io.quittance.verifier.ristretto;

/**
 * Multiscalar multiplication with buckets, as in {@link Pippenger}, whose buckets are filled and
 * summed up eight at a time. Variable time.
 */
final class LanePippenger {
  private static final int MIN_WINDOW = 4;
  private static final int MAX_WINDOW = 13;

  private final int window;
  private final WindowDigits windowDigits;
  private final int[] digits;
  private final LaneBuckets buckets;

  private LanePippenger(Scalar[] scalars, long[] terms) {
    final int count = scalars.length;
    window = window(count);
    windowDigits = new WindowDigits(scalars, window);
    digits = new int[count];
    buckets = new LaneBuckets(terms, count, 1 << (window - 1));
  }

  /** Σ scalars[i] · points[i]. */
  static long[] variableTime(Scalar[] scalars, RistrettoPoint[] points) {
    final long[] terms = new long[(points.length + 1) * LaneBuckets.TERM];
    final long[][] forms = Edwards.normalForms(points);
    for (int k = 0; k < points.length; k++) {
      LaneBuckets.setTerm(terms, k, forms[k], 0);
    }
    LaneBuckets.setTerm(terms, points.length, RistrettoPoint.IDENTITY.extended(), 0);
    return new LanePippenger(scalars, terms).sum();
  }

  /**
   * The window width with the least cost, as measured: in a window each term costs one, a bucket
   * five for its sums and its way there, and joining the lanes 200.
   */
  static int window(int count) {
    int best = MIN_WINDOW;
    long least = Long.MAX_VALUE;
    for (int width = MIN_WINDOW; width <= MAX_WINDOW; width++) {
      final long cost = WindowDigits.windows(width) * (count + (5L << (width - 1)) + 200);
      if (cost < least) {
        least = cost;
        best = width;
      }
    }
    return best;
  }

  private long[] sum() {
    for (int i = windowDigits.windows() - 1; i >= 0; i--) {
      buckets.doubleTimes(window);
      windowDigits.read(digits, i);
      buckets.fill(digits);
      buckets.addUp();
    }
    return buckets.total();
  }
}
