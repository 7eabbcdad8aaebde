package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.LaneField.LANES;

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
  private final long[] sums = new long[LANES * Edwards.EXTENDED];
  private final long[] weightedSums = new long[LANES * Edwards.EXTENDED];
  private final long[] cached = new long[Edwards.CACHED];
  private final long[] scratch = new long[Edwards.SCRATCH];

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
      LaneBuckets.setTerm(terms, k, forms[k]);
    }
    LaneBuckets.setTerm(terms, points.length, RistrettoPoint.IDENTITY.extended());
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
    final long[] total = new long[Edwards.EXTENDED];
    Edwards.setIdentity(total, 0);
    for (int i = windowDigits.windows() - 1; i >= 0; i--) {
      Edwards.doubleTimes(total, 0, window, scratch);
      windowDigits.read(digits, i);
      buckets.fill(digits);
      buckets.sum(sums, weightedSums);
      addWindow(total);
    }
    return total;
  }

  /**
   * Adds Σ (b + 1) · bucket[b]. If each lane owns n buckets, bucket b = n r + q is number q of lane
   * r. So that is the sum over the lanes r of the weighted sums, and of n r times the plain sums.
   */
  private void addWindow(long[] total) {
    final long[] running = new long[Edwards.EXTENDED];
    final long[] offset = new long[Edwards.EXTENDED];
    Edwards.setIdentity(running, 0);
    Edwards.setIdentity(offset, 0);
    for (int lane = LANES - 1; lane > 0; lane--) {
      add(running, sums, lane * Edwards.EXTENDED);
      add(offset, running, 0);
    }
    Edwards.doubleTimes(offset, 0, window - 1 - Integer.numberOfTrailingZeros(LANES), scratch);
    add(total, offset, 0);
    for (int lane = 0; lane < LANES; lane++) {
      add(total, weightedSums, lane * Edwards.EXTENDED);
    }
  }

  private void add(long[] sum, long[] point, int at) {
    Edwards.toCached(cached, 0, point, at);
    Edwards.addCached(sum, 0, cached, 0, scratch);
  }
}
