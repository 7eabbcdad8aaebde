package io.quittance.jobs.settlement;

import io.quittance.ledger.submission.Rejection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.ManagedInitializationContext;

/**
 * Counts of what one instance of an operator did, as metrics that survive a restart.
 *
 * <p>They are part of the checkpoint, so that "in = accepted + repeated + rejected + entries" holds
 * for the whole life of a ledger and not only since the last crash. After a change of parallelism
 * the counts of one instance mean nothing; their sum over all instances stays right.
 */
final class Tally {
  private static final String DOT = ".";
  private static final String ACCEPTED = "accepted";
  private static final String REJECTED = "rejected";

  private final MetricGroup metrics;
  private final ListState<Map<String, Long>> state;
  private final Map<String, Long> counts = new ConcurrentHashMap<>();

  private Tally(MetricGroup metrics, ListState<Map<String, Long>> state) {
    this.metrics = metrics;
    this.state = state;
  }

  /**
   * Takes up the counts of the checkpoint that the operator is restored from.
   *
   * @param counts what is exported from the beginning, be it 0
   */
  static Tally restore(ManagedInitializationContext context, MetricGroup metrics, Count... counts)
      throws Exception {
    Tally tally =
        new Tally(metrics, context.getOperatorStateStore().getListState(StateDescriptors.TALLY));
    for (Map<String, Long> restored : tally.state.get()) {
      restored.forEach(tally::restore);
    }
    for (Count count : counts) {
      tally.add(count, 0);
    }
    return tally;
  }

  /** Takes up a count; one that is kept no longer is left out. */
  private void restore(String name, long amount) {
    String[] parts = name.split(Pattern.quote(DOT));
    Count.of(parts[0])
        .ifPresent(count -> add(count, amount, Arrays.copyOfRange(parts, 1, parts.length)));
  }

  /** Exports what may become of commands of a type: a count that begins with 1 shows no rise. */
  void expect(String type, List<String> assets) {
    add(Count.COMMANDS, 0, type, ACCEPTED);
    add(Count.COMMANDS, 0, type, REJECTED);
    assets.forEach(asset -> add(Count.SETTLED, 0, asset, type));
  }

  /** Exports that no entry was refused so far, for the same reason. */
  void expectEntries() {
    add(Count.COMMANDS, 0, Rejection.About.ENTRY, REJECTED);
  }

  /** Counts a command of a type that was accepted, about an asset. */
  void accepted(String type, String asset) {
    add(Count.ACCEPTED, 1);
    add(Count.SETTLED, 1, asset, type);
    add(Count.COMMANDS, 1, type, ACCEPTED);
  }

  /** Counts a record that was rejected. */
  void rejected(Admitter.Refusal refusal) {
    add(Count.REJECTED, 1, refusal.code());
    add(Count.COMMANDS, 1, refusal.type(), REJECTED);
  }

  /** Adds to a count, of what its labels are about. */
  void add(Count count, long amount, String... labels) {
    String name = name(count, labels);
    if (!counts.containsKey(name)) {
      register(count, labels);
    }
    counts.merge(name, amount, Long::sum);
  }

  /** Puts the counts into the checkpoint being taken. */
  void snapshot() throws Exception {
    state.update(List.of(new TreeMap<>(counts)));
  }

  /** Returns one count, 0 where nothing was counted. */
  long count(Count count, String... labels) {
    return counts.getOrDefault(name(count, labels), 0L);
  }

  /** Returns what checkpoints know it by: the count's key, and its labels after dots. */
  private static String name(Count count, String... labels) {
    if (labels.length != count.labels().size()) {
      throw new IllegalArgumentException(
          count + " is labelled with " + count.labels() + ", not " + Arrays.toString(labels));
    }
    return labels.length == 0 ? count.key() : count.key() + DOT + String.join(DOT, labels);
  }

  private void register(Count count, String... labels) {
    Gauge<Long> gauge = () -> count(count, labels);
    MetricGroup group = metrics;
    for (int i = 0; i < labels.length; i++) {
      group = group.addGroup(count.labels().get(i), labels[i]);
    }
    group.gauge(count.metric(), gauge);
  }
}
