package io.quittance.jobs.settlement;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.ManagedInitializationContext;

/**
 * Counts of what one instance of an operator did, as metrics that survive a restart.
 *
 * <p>They are part of the checkpoint, so that "in = accepted + repeated + rejected + waiting" holds
 * for the whole life of a ledger and not only since the last crash. After a change of parallelism
 * the counts of one instance mean nothing; their sum over all instances stays right.
 */
final class Tally {
  private final MetricGroup metrics;
  private final ListState<Map<String, Long>> state;
  private final Map<String, Long> counts = new ConcurrentHashMap<>();

  private Tally(MetricGroup metrics, ListState<Map<String, Long>> state) {
    this.metrics = metrics;
    this.state = state;
  }

  /** Takes up the counts of the checkpoint that the operator is restored from. */
  static Tally restore(ManagedInitializationContext context, MetricGroup metrics) throws Exception {
    Tally tally =
        new Tally(metrics, context.getOperatorStateStore().getListState(StateDescriptors.TALLY));
    for (Map<String, Long> restored : tally.state.get()) {
      restored.forEach(tally::add);
    }
    return tally;
  }

  /**
   * Adds to the count called {@code name}; a name "rejected.CODE" becomes a metric with a label.
   */
  void add(String name, long amount) {
    if (!counts.containsKey(name)) {
      register(name);
    }
    counts.merge(name, amount, Long::sum);
  }

  /** Puts the counts into the checkpoint being taken. */
  void snapshot() throws Exception {
    state.update(List.of(new TreeMap<>(counts)));
  }

  /** Returns one count, 0 where nothing was counted. */
  long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  private void register(String name) {
    Gauge<Long> gauge = () -> count(name);
    int dot = name.indexOf('.');
    if (dot < 0) {
      metrics.gauge(name, gauge);
    } else {
      metrics.addGroup("code", name.substring(dot + 1)).gauge(name.substring(0, dot), gauge);
    }
  }
}
