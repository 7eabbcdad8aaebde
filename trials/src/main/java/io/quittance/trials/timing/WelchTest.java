package io.quittance.trials.timing;

import java.util.Arrays;

/**
 * Welch's t-test of the times of two classes of inputs, after Reparaz, Balasch, Verbauwhede, "Dude,
 * is my code constant time?" (2017).
 *
 * <p>If both classes take the same time, |t| is rarely above 4.5 however long one measures; if not,
 * it grows with the number of measurements. The slowest are mostly interruptions, which hide small
 * differences, so the test is also made without them, at several limits, and the greatest |t|
 * counts.
 */
final class WelchTest {
  /** From here on it is worth measuring again, and longer. */
  static final double SUSPICIOUS = 4.5;

  /** From here on there is a difference. */
  static final double CERTAIN = 10;

  /** Which part of the times, from the fastest on, is looked at. */
  private static final double[] PARTS = {1, 0.95, 0.9, 0.8, 0.65, 0.5};

  private WelchTest() {}

  /**
   * Returns the t with the greatest absolute value over all parts.
   *
   * @param times of all measurements
   * @param second whether a measurement is of the second class
   * @param count how many measurements there are
   */
  static double greatest(long[] times, boolean[] second, int count) {
    long[] sorted = Arrays.copyOf(times, count);
    Arrays.sort(sorted);
    double greatest = 0;
    for (double part : PARTS) {
      long limit = sorted[Math.max(0, (int) (part * count) - 1)];
      double t = t(times, second, count, limit);
      if (Math.abs(t) > Math.abs(greatest)) {
        greatest = t;
      }
    }
    return greatest;
  }

  /**
   * Returns t of the times that do not exceed a limit: positive if the first class is slower, 0 if
   * there are fewer than two of a class or nothing varies.
   */
  static double t(long[] times, boolean[] second, int count, long limit) {
    long[] number = new long[2];
    double[] mean = new double[2];
    double[] squares = new double[2];
    for (int i = 0; i < count; i++) {
      if (times[i] <= limit) {
        int of = second[i] ? 1 : 0;
        number[of]++;
        double before = times[i] - mean[of];
        mean[of] += before / number[of];
        squares[of] += before * (times[i] - mean[of]);
      }
    }
    if (number[0] < 2 || number[1] < 2) {
      return 0;
    }
    double variance =
        squares[0] / (number[0] - 1) / number[0] + squares[1] / (number[1] - 1) / number[1];
    return variance == 0 ? 0 : (mean[0] - mean[1]) / Math.sqrt(variance);
  }
}
