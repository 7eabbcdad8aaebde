package io.quittance.verifier.ristretto;

/**
 * A sum of multiples of fixed points on eight lanes. Of each point its multiples by the powers of
 * two at which windows start are known, so that all windows of all scalars go into one set of
 * buckets, and nothing is doubled. Variable time.
 */
final class LaneFixedPoints {
  /** With some hundreds of points, the width with the fewest additions in terms and buckets. */
  private static final int WINDOW = 9;

  private static final int WINDOWS = WindowDigits.windows(WINDOW);
  private static final int BUCKETS = 1 << (WINDOW - 1);

  private LaneFixedPoints() {}

  /** The terms of these points for {@link #variableTime}: 256 bytes for each window of each. */
  static long[] terms(RistrettoPoint[] points) {
    final int count = points.length * WINDOWS;
    final long[] multiples = new long[(count + 1) * Edwards.EXTENDED];
    final long[] scratch = new long[Edwards.SCRATCH];
    for (int k = 0; k < points.length; k++) {
      final long[] multiple = points[k].extended().clone();
      for (int i = 0; i < WINDOWS; i++) {
        final int at = (k * WINDOWS + i) * Edwards.EXTENDED;
        System.arraycopy(multiple, 0, multiples, at, Edwards.EXTENDED);
        Edwards.doubleTimes(multiple, 0, WINDOW, scratch);
      }
    }
    Edwards.setIdentity(multiples, count * Edwards.EXTENDED);
    Edwards.normalizeAll(multiples, count);
    final long[] terms = new long[(count + 1) * LaneBuckets.TERM];
    for (int i = 0; i <= count; i++) {
      LaneBuckets.setTerm(terms, i, multiples, i * Edwards.EXTENDED);
    }
    return terms;
  }

  /**
   * Σ scalars[i] · points[i], over the first points if there are fewer scalars.
   *
   * @param terms what {@link #terms} gave for the points
   */
  static long[] variableTime(long[] terms, Scalar[] scalars) {
    final WindowDigits windows = new WindowDigits(scalars, WINDOW);
    final int[] digits = new int[scalars.length * WINDOWS];
    final int[] ofWindow = new int[scalars.length];
    for (int i = 0; i < WINDOWS; i++) {
      windows.read(ofWindow, i);
      for (int k = 0; k < ofWindow.length; k++) {
        digits[k * WINDOWS + i] = ofWindow[k];
      }
    }
    final LaneBuckets buckets = new LaneBuckets(terms, digits.length, BUCKETS);
    buckets.fill(digits);
    buckets.addUp();
    return buckets.total();
  }
}
