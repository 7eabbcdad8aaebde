package io.quittance.jobs.settlement;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * A distribution of times in Prometheus' form: how many took at most so many seconds, so that
 * quantiles over all instances can be computed. (Flink's own histograms become quantiles of one
 * instance each, which cannot be put together.)
 *
 * <p>One called {@code x_seconds} is exported as {@code x_seconds_le_bucket{le="0.1"}}, {@code
 * x_seconds_sum} and {@code x_seconds_count}. It starts at zero with its instance.
 */
final class TimeDistribution {
  /** Upper bounds of the buckets, in seconds as Prometheus spells them. */
  private static final String[] BOUNDS = {
    "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0",
    "10.0", "30.0", "60.0", "+Inf"
  };

  private static final double NANOS_PER_SECOND = 1e9;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long[] BOUND_NANOS = boundNanos();

  private final AtomicLongArray atMost = new AtomicLongArray(BOUNDS.length);
  private final AtomicLong sumNanos = new AtomicLong();

  private TimeDistribution() {}

  /**
   * Exports a distribution.
   *
   * @param name its name, which ends in {@code _seconds}
   */
  static TimeDistribution register(MetricGroup metrics, String name) {
    TimeDistribution distribution = new TimeDistribution();
    MetricGroup buckets = metrics.addGroup(name);
    for (int i = 0; i < BOUNDS.length; i++) {
      int bound = i;
      buckets
          .addGroup("le", BOUNDS[bound])
          .gauge("bucket", (Gauge<Long>) () -> distribution.atMost.get(bound));
    }
    buckets.gauge("count", (Gauge<Long>) distribution::count);
    buckets.gauge("sum", (Gauge<Double>) () -> distribution.sumNanos.get() / NANOS_PER_SECOND);
    return distribution;
  }

  /** Adds a time; a negative one, which only clocks that disagree can make, counts as 0. */
  void addNanos(long nanos) {
    long taken = Math.max(0, nanos);
    for (int i = BOUNDS.length - 1; i >= 0 && taken <= BOUND_NANOS[i]; i--) {
      atMost.incrementAndGet(i);
    }
    sumNanos.addAndGet(taken);
  }

  /** Adds the time from a moment of the wall clock until now. */
  void addSince(long timestampMillis) {
    addNanos((System.currentTimeMillis() - timestampMillis) * NANOS_PER_MILLI);
  }

  /** Returns how many times were added. */
  long count() {
    return atMost.get(BOUNDS.length - 1);
  }

  /** Returns how many took at most so long. */
  long atMost(String bound) {
    for (int i = 0; i < BOUNDS.length; i++) {
      if (BOUNDS[i].equals(bound)) {
        return atMost.get(i);
      }
    }
    throw new IllegalArgumentException("there is no bucket " + bound);
  }

  private static long[] boundNanos() {
    long[] nanos = new long[BOUNDS.length];
    for (int i = 0; i < BOUNDS.length - 1; i++) {
      nanos[i] = Math.round(Double.parseDouble(BOUNDS[i]) * NANOS_PER_SECOND);
    }
    nanos[BOUNDS.length - 1] = Long.MAX_VALUE;
    return nanos;
  }
}
