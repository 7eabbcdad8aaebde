package io.quittance.verifier.ristretto;

import java.util.Arrays;

/**
 * Multiscalar multiplication with buckets (Pippenger, "On the evaluation of powers and related
 * problems", 1976; Bernstein, Doumen, Lange and Oosterwijk, "Faster batch forgery identification",
 * 2012): best for many points. Variable time.
 *
 * <p>Scalars are written in signed digits of a window's width. For each window, from the top, every
 * point is added to the bucket of its digit's absolute value, and then Σ j · bucket[j] is found
 * with two additions for each bucket.
 */
final class Pippenger {
  private static final int MIN_WINDOW = 4;
  private static final int MAX_WINDOW = 14;

  private final int window;
  private final WindowDigits windowDigits;
  private final int[] digits;
  private final long[] affine;
  private final long[] buckets;
  private final boolean[] occupied;
  private final long[] scratch = new long[Edwards.SCRATCH];
  private final long[] cached = new long[Edwards.CACHED];

  private Pippenger(Scalar[] scalars, RistrettoPoint[] points) {
    window = window(scalars.length);
    windowDigits = new WindowDigits(scalars, window);
    digits = new int[scalars.length];
    affine = affineForms(points);
    buckets = new long[(1 << (window - 1)) * Edwards.EXTENDED];
    occupied = new boolean[1 << (window - 1)];
  }

  /** Σ scalars[i] · points[i]. */
  static long[] variableTime(Scalar[] scalars, RistrettoPoint[] points) {
    return new Pippenger(scalars, points).sum();
  }

  /** The window width that needs the fewest multiplications in the field. */
  static int window(int count) {
    int best = MIN_WINDOW;
    long least = Long.MAX_VALUE;
    for (int width = MIN_WINDOW; width <= MAX_WINDOW; width++) {
      final long cost = WindowDigits.windows(width) * (7L * count + (18L << (width - 1)));
      if (cost < least) {
        least = cost;
        best = width;
      }
    }
    return best;
  }

  private static long[] affineForms(RistrettoPoint[] points) {
    final long[][] forms = Edwards.normalForms(points);
    final long[] affine = new long[points.length * Edwards.AFFINE];
    for (int k = 0; k < points.length; k++) {
      Edwards.toAffine(affine, k * Edwards.AFFINE, forms[k], 0);
    }
    return affine;
  }

  private long[] sum() {
    final long[] total = new long[Edwards.EXTENDED];
    final long[] windowSum = new long[Edwards.EXTENDED];
    Edwards.setIdentity(total, 0);
    for (int i = windowDigits.windows() - 1; i >= 0; i--) {
      Edwards.doubleTimes(total, 0, window, scratch);
      fillBuckets(i);
      if (sumBuckets(windowSum)) {
        Edwards.toCached(cached, 0, windowSum, 0);
        Edwards.addCached(total, 0, cached, 0, scratch);
      }
    }
    return total;
  }

  private void fillBuckets(int i) {
    Arrays.fill(occupied, false);
    windowDigits.read(digits, i);
    for (int k = 0; k < digits.length; k++) {
      final int digit = digits[k];
      if (digit != 0) {
        addToBucket(Math.abs(digit) - 1, k * Edwards.AFFINE, digit < 0);
      }
    }
  }

  private void addToBucket(int bucket, int from, boolean negative) {
    final int at = bucket * Edwards.EXTENDED;
    if (!occupied[bucket]) {
      occupied[bucket] = true;
      Edwards.fromAffine(buckets, at, affine, from, negative, scratch);
    } else if (negative) {
      Edwards.subtractAffine(buckets, at, affine, from, scratch);
    } else {
      Edwards.addAffine(buckets, at, affine, from, scratch);
    }
  }

  /** Sets out to Σ (j + 1) · bucket[j]; returns false if all buckets are empty. */
  private boolean sumBuckets(long[] out) {
    int top = occupied.length - 1;
    while (top >= 0 && !occupied[top]) {
      top--;
    }
    if (top < 0) {
      return false;
    }
    final long[] running = new long[Edwards.EXTENDED];
    System.arraycopy(buckets, top * Edwards.EXTENDED, running, 0, Edwards.EXTENDED);
    System.arraycopy(running, 0, out, 0, Edwards.EXTENDED);
    final long[] cachedRunning = new long[Edwards.CACHED];
    Edwards.toCached(cachedRunning, 0, running, 0);
    for (int j = top - 1; j >= 0; j--) {
      if (occupied[j]) {
        Edwards.toCached(cached, 0, buckets, j * Edwards.EXTENDED);
        Edwards.addCached(running, 0, cached, 0, scratch);
        Edwards.toCached(cachedRunning, 0, running, 0);
      }
      Edwards.addCached(out, 0, cachedRunning, 0, scratch);
    }
    return true;
  }
}
