package io.quittance.trials.bench;

import java.util.Arrays;

/** The middle one of several measurements, which one bad moment of the machine does not move. */
public final class Median {
  private Median() {}

  /** Returns the middle value; of an even number the upper one of the two. */
  public static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
