package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.LaneField.LANES;

/**
 * A sum of multiples of fixed points from the tables of {@link FixedPoints}, whose terms are dealt
 * out to eight lanes. Variable time.
 *
 * <p>Since the tables have odd multiples only, all digits are odd: an odd scalar s is Σ
 * d<sub>i</sub> 2<sup>7 i</sup>, where d<sub>i</sub> + 2<sup>7</sup> is bits 7 i to 7 i + 7 of s
 * with the lowest of them set, and the last digit is 1. For an even scalar the opposite of L − s is
 * taken, which is odd as L is.
 */
final class LaneFixedPoints {
  private static final int WINDOW = 7;
  private static final int WINDOWS = 253 / WINDOW + 1;
  private static final int BLOCK = LANES * LANES;
  private static final int WORDS = 5;

  private LaneFixedPoints() {}

  /**
   * Σ scalars[i] · points[i].
   *
   * @param tables the multiples 1, 3, …, 127 of each point in affine form, after the last point the
   *     neutral element, and a long that is not used
   */
  static long[] variableTime(long[] tables, Scalar[] scalars) {
    final int terms = (scalars.length + LANES - 1) / LANES;
    final int neutral = tables.length - 1 - Edwards.AFFINE;
    final long[] words = new long[scalars.length * WORDS];
    final long[] opposites = new long[scalars.length];
    for (int k = 0; k < scalars.length; k++) {
      scalars[k].toWords(words, k * WORDS);
      if ((words[k * WORDS] & 1) == 0) {
        scalars[k].negate().toWords(words, k * WORDS);
        opposites[k] = -1;
      }
    }
    final long[] scratch = new long[LaneEdwards.SCRATCH];
    final long[] sum = new long[LaneEdwards.EXTENDED];
    final LaneEdwards.Chosen[] chosen = {new LaneEdwards.Chosen(), new LaneEdwards.Chosen()};
    final int[] rows = new int[LANES];
    LaneEdwards.setIdentity(sum, 0);
    for (int i = WINDOWS - 1; i >= 0; i--) {
      LaneEdwards.doubleTimes(sum, 0, WINDOW, scratch);
      for (int step = 0; step <= terms; step++) {
        if (step < terms) {
          final LaneEdwards.Chosen into = chosen[step & 1];
          for (int lane = 0; lane < LANES; lane++) {
            final int k = step * LANES + lane;
            if (k < scalars.length && isPresent(words, k)) {
              final int digit = digit(words, k, i);
              rows[lane] = (k * FixedPoints.TABLE + (Math.abs(digit) >> 1)) * Edwards.AFFINE;
              into.opposite[lane] = opposites[k] ^ digit >> 31;
            } else {
              rows[lane] = neutral;
              into.opposite[lane] = 0;
            }
          }
          LaneTransposition.transpose(into.points, 0, tables, rows, 0);
          LaneTransposition.transpose(into.points, BLOCK, tables, rows, LANES);
        }
        if (step > 0) {
          final LaneEdwards.Chosen ready = chosen[step - 1 & 1];
          ready.negateMasked();
          LaneEdwards.addAffine(sum, 0, ready.points, 0, scratch);
        }
      }
    }
    return join(sum);
  }

  /** Whether a scalar is not 0. */
  private static boolean isPresent(long[] words, int k) {
    return (words[k * WORDS] & 1) != 0;
  }

  private static int digit(long[] words, int k, int window) {
    final int bit = window * WINDOW;
    final int at = k * WORDS + (bit >> 6);
    final int shift = bit & 63;
    // Bits beyond a word come from the next; a shift by 63 − shift and 1 is right for 0, too.
    final long bits = words[at] >>> shift | words[at + 1] << 1 << 63 - shift;
    return window == WINDOWS - 1
        ? (int) bits | 1
        : (int) (bits & (2 << WINDOW) - 1 | 1) - (1 << WINDOW);
  }

  private static long[] join(long[] lanes) {
    final long[] scratch = new long[Edwards.SCRATCH];
    final long[] cached = new long[Edwards.CACHED];
    final long[] point = new long[Edwards.EXTENDED];
    final long[] sum = new long[Edwards.EXTENDED];
    Edwards.setIdentity(sum, 0);
    for (int lane = 0; lane < LANES; lane++) {
      LaneField.getLane(point, 0, lanes, 0, lane, 4);
      Edwards.toCached(cached, 0, point, 0);
      Edwards.addCached(sum, 0, cached, 0, scratch);
    }
    return sum;
  }
}
