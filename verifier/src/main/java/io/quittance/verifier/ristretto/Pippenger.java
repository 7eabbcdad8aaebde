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
  private static final int SCALAR_BITS = 253;
  private static final int WORDS = 4;
  private static final int MIN_WINDOW = 4;
  private static final int MAX_WINDOW = 14;

  private final int count;
  private final int window;
  private final int windows;
  private final long[] words;
  private final long[] affine;
  private final long[] buckets;
  private final boolean[] occupied;
  private final long[] scratch = new long[Edwards.SCRATCH];
  private final long[] cached = new long[Edwards.CACHED];

  private Pippenger(Scalar[] scalars, RistrettoPoint[] points) {
    count = scalars.length;
    window = window(count);
    windows = SCALAR_BITS / window + 1;
    words = offsetWords(scalars);
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
      final long cost = (SCALAR_BITS / width + 1) * (7L * count + (18L << (width - 1)));
      if (cost < least) {
        least = cost;
        best = width;
      }
    }
    return best;
  }

  /**
   * The scalars plus Σ 2<sup>window i + window − 1</sup> over all windows i but the top one: the
   * unsigned digits of this sum, less 2<sup>window − 1</sup>, are signed digits of the scalar, and
   * can be read in any order. The top digit stays unsigned; it is at most 2<sup>window − 1</sup>
   * since its window holds at most window − 1 bits of a scalar, and a carry.
   */
  private long[] offsetWords(Scalar[] scalars) {
    final long[] offset = new long[WORDS];
    for (int i = 0; i < windows - 1; i++) {
      final int bit = window * i + window - 1;
      offset[bit >> 6] |= 1L << (bit & 63);
    }
    final long[] sums = new long[count * WORDS];
    for (int k = 0; k < count; k++) {
      scalars[k].toWords(sums, k * WORDS);
      long carry = 0;
      for (int i = 0; i < WORDS; i++) {
        final int at = k * WORDS + i;
        final long sum = sums[at] + offset[i];
        final long withCarry = sum + carry;
        carry =
            Long.compareUnsigned(sum, offset[i]) < 0 || Long.compareUnsigned(withCarry, carry) < 0
                ? 1
                : 0;
        sums[at] = withCarry;
      }
    }
    return sums;
  }

  /** The points in affine form; those whose Z is not 1 share one inversion. */
  private static long[] affineForms(RistrettoPoint[] points) {
    final long[] affine = new long[points.length * Edwards.AFFINE];
    final long[] others = new long[points.length * Edwards.EXTENDED];
    int count = 0;
    for (RistrettoPoint point : points) {
      if (!Edwards.isNormal(point.extended(), 0)) {
        System.arraycopy(point.extended(), 0, others, count * Edwards.EXTENDED, Edwards.EXTENDED);
        count++;
      }
    }
    Edwards.normalizeAll(others, count);
    int next = 0;
    for (int k = 0; k < points.length; k++) {
      final long[] extended = points[k].extended();
      if (Edwards.isNormal(extended, 0)) {
        Edwards.toAffine(affine, k * Edwards.AFFINE, extended, 0);
      } else {
        Edwards.toAffine(affine, k * Edwards.AFFINE, others, next * Edwards.EXTENDED);
        next++;
      }
    }
    return affine;
  }

  private long[] sum() {
    final long[] total = new long[Edwards.EXTENDED];
    final long[] windowSum = new long[Edwards.EXTENDED];
    Edwards.setIdentity(total, 0);
    for (int i = windows - 1; i >= 0; i--) {
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
    final int bit = i * window;
    final int bias = i == windows - 1 ? 0 : 1 << (window - 1);
    final int mask = (1 << window) - 1;
    final int word = bit >> 6;
    final int shift = bit & 63;
    final boolean straddles = shift + window > 64 && word + 1 < WORDS;
    for (int k = 0; k < count; k++) {
      long bits = words[k * WORDS + word] >>> shift;
      if (straddles) {
        bits |= words[k * WORDS + word + 1] << (64 - shift);
      }
      final int digit = (int) (bits & mask) - bias;
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
