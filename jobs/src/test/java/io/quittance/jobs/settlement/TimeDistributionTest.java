package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class TimeDistributionTest {
  private static final long MILLI = 1_000_000;

  private final TimeDistribution times =
      TimeDistribution.register(new UnregisteredMetricsGroup(), "x_seconds");

  @Test
  void time_atABound_countsInItsBucketAndAllAbove() {
    times.addNanos(5 * MILLI);
    assertEquals(0, times.atMost("0.0025"));
    assertEquals(1, times.atMost("0.005"));
    assertEquals(1, times.atMost("+Inf"));
  }

  @Test
  void time_onePastABound_countsInTheNext() {
    times.addNanos(5 * MILLI + 1);
    assertEquals(0, times.atMost("0.005"));
    assertEquals(1, times.atMost("0.01"));
  }

  @Test
  void time_beyondAllBounds_countsInTheLast() {
    times.addNanos(61_000 * MILLI);
    assertEquals(0, times.atMost("60.0"));
    assertEquals(1, times.count());
  }

  @Test
  void time_negative_isZero() {
    times.addNanos(-1);
    assertEquals(1, times.atMost("0.001"));
  }
}
