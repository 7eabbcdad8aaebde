package io.quittance.trials.bench;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The readings of several ways to do something, taken in turn, and the medians over the rounds. */
final class Rounds {
  /** How many rounds there are; odd, so that there is a median. */
  static final int COUNT = 7;

  private final Stopwatch.Reading[][] readings;

  Rounds(int ways) {
    readings = new Stopwatch.Reading[ways][COUNT];
  }

  void put(int way, int round, Stopwatch.Reading reading) {
    readings[way][round] = reading;
  }

  /** The CPU time of one transfer in microseconds. */
  double microsPerTransfer(int way) {
    return median(round -> readings[way][round].microsPerTransfer());
  }

  /** How many transfers all threads do in a second on the clock. */
  double transfersPerSecond(int way) {
    return median(round -> readings[way][round].transfersPerSecond());
  }

  /** How many times as fast one way is as another: the median of the rounds' ratios. */
  double timesAsFastAs(int way, int other) {
    return median(
        round ->
            readings[other][round].microsPerTransfer() / readings[way][round].microsPerTransfer());
  }

  private static double median(IntToDoubleFunction ofRound) {
    return Median.of(IntStream.range(0, COUNT).mapToDouble(ofRound).toArray());
  }
}
