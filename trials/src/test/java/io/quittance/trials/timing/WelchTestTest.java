package io.quittance.trials.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.trials.timing.TimingBenchmark.Outcome;
import io.quittance.trials.timing.TimingBenchmark.Result;
import io.quittance.trials.timing.TimingBenchmark.Tier;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The statistics of the timing benchmark, with times that are made up. */
class WelchTestTest {
  private static final int COUNT = 20_000;

  private final long[] times = new long[COUNT];
  private final boolean[] second = new boolean[COUNT];

  /** Times of one distribution, of which the second class takes so many nanoseconds more. */
  private void fill(long more, int interruptedPercent) {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < COUNT; i++) {
      second[i] = random.nextBoolean();
      times[i] = 1000 + random.nextInt(200) + (second[i] ? more : 0);
      if (random.nextInt(100) < interruptedPercent) {
        times[i] += 1_000_000 + random.nextInt(50_000_000);
      }
    }
  }

  /** Means 3 and 6, variances 2.5 and 2.5, five of each: −3 / 1. */
  @Test
  void t_ofSmallNumbers_isThatOfItsFormula() {
    long[] few = {1, 4, 2, 5, 3, 6, 4, 7, 5, 8, 1000};
    boolean[] alternating = new boolean[few.length];
    for (int i = 1; i < few.length; i += 2) {
      alternating[i] = true;
    }
    assertEquals(-3, WelchTest.t(few, alternating, few.length, 999), 1e-12);
    assertEquals(3, WelchTest.t(few, inverted(alternating), few.length, 999), 1e-12);
    assertEquals(0, WelchTest.t(few, alternating, few.length, 0));
    assertEquals(0, WelchTest.t(new long[4], new boolean[] {true, true, false, false}, 4, 9));
  }

  private static boolean[] inverted(boolean[] flags) {
    boolean[] inverted = new boolean[flags.length];
    for (int i = 0; i < flags.length; i++) {
      inverted[i] = !flags[i];
    }
    return inverted;
  }

  @Test
  void equalTimes_areNotFoundToDiffer_withInterruptionsOrWithout() {
    for (int interrupted : new int[] {0, 5}) {
      fill(0, interrupted);
      double t = WelchTest.greatest(times, second, COUNT);
      assertTrue(Math.abs(t) < WelchTest.SUSPICIOUS, "t = " + t);
    }
  }

  /** A hundredth of the time is hidden by interruptions, but not from the fastest part. */
  @Test
  void differentTimes_areFoundToDiffer_interruptionsOrNot() {
    for (int interrupted : new int[] {0, 5}) {
      fill(10, interrupted);
      assertTrue(WelchTest.greatest(times, second, COUNT) < -WelchTest.CERTAIN);
    }
    assertTrue(Math.abs(WelchTest.t(times, second, COUNT, Long.MAX_VALUE)) < WelchTest.CERTAIN);
  }

  @Test
  void outcome_ofAResult_isExpectedOrNot() {
    assertEquals(Outcome.NONE_SEEN, result("POINT 5 -4.4").outcome());
    assertEquals(Outcome.UNCLEAR, result("POINT 5 4.6").outcome());
    assertEquals(Outcome.DIFFERS, result("POINT 5 -10.1").outcome());
    assertTrue(result("POINT 5 -4.4").isExpected());
    assertTrue(result("POINT 5 9.9").isExpected());
    assertFalse(result("POINT 5 -10.1").isExpected());
    assertTrue(result("CONTROL 5 -10.1").isExpected());
    assertFalse(result("CONTROL 5 4.6").isExpected());
    assertFalse(result("CONTROL 5 0").isExpected());
  }

  private static Result result(String line) {
    return TimingBenchmark.result(Tier.INTERPRETER, line);
  }
}
