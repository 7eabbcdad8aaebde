package io.quittance.jobs.settlement;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Metrics whose counters can be read. */
final class Counters extends UnregisteredMetricsGroup {
  private final Map<String, Counter> counters = new HashMap<>();

  @Override
  public Counter counter(String name) {
    return counters.computeIfAbsent(name, unknown -> new SimpleCounter());
  }

  long count(String name) {
    return counter(name).getCount();
  }
}
