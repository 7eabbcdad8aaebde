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
 *
 * <p>A count that only rises is exported with the suffix {@code _total}. Parts of a name after dots
 * become labels, whose names Flink puts in front: "rejected.BAD_PROOF" is {@code
 * code_rejected_total{code="BAD_PROOF"}}.
 */
final class Tally {
  /** What commands came to, by type: {@code commands.TYPE.VERDICT}. */
  private static final String COMMANDS = "commands";

  /** Labels of the counts that are about more than one thing, by the first part of the name. */
  private static final Map<String, List<String>> LABELS =
      Map.of(
          COMMANDS,
          List.of("type", "verdict"),
          "rejected",
          List.of("code"),
          "settled",
          List.of("asset", "type"),
          "conservation_broken",
          List.of("asset"));

  private static final String TOTAL = "_total";

  /** What only rises is a total; these are levels, which fall as well. */
  private static final Map<String, String> LEVELS =
      Map.of(
          "waiting",
          "waiting_commands",
          "credits_parked",
          "parked_credits",
          TopicOutput.UNAPPLIED,
          "unapplied_credits",
          ReconcileFunction.UNCONFIRMED,
          "unconfirmed_events");

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
   * @param names what is exported from the beginning, be it 0
   */
  static Tally restore(ManagedInitializationContext context, MetricGroup metrics, String... names)
      throws Exception {
    Tally tally =
        new Tally(metrics, context.getOperatorStateStore().getListState(StateDescriptors.TALLY));
    for (Map<String, Long> restored : tally.state.get()) {
      restored.forEach(tally::add);
    }
    for (String name : names) {
      tally.add(name, 0);
    }
    return tally;
  }

  /** Exports what may become of commands of a type: a count that begins with 1 shows no rise. */
  void expect(String type, List<String> assets) {
    add(COMMANDS + "." + type + ".accepted", 0);
    add(COMMANDS + "." + type + ".rejected", 0);
    assets.forEach(asset -> add("settled." + asset + "." + type, 0));
  }

  /** Counts a command of a type that was accepted, about an asset. */
  void accepted(String type, String asset) {
    add("accepted", 1);
    add("settled." + asset + "." + type, 1);
    add(COMMANDS + "." + type + ".accepted", 1);
  }

  /** Counts a record that was rejected. */
  void rejected(Admitter.Refusal refusal) {
    add("rejected." + refusal.code(), 1);
    add(COMMANDS + "." + refusal.type() + ".rejected", 1);
  }

  /** Adds to the count called {@code name}. */
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
    String[] parts = name.split("\\.");
    List<String> labels = LABELS.getOrDefault(parts[0], List.of());
    MetricGroup group = metrics;
    for (int i = 0; i < labels.size(); i++) {
      group = group.addGroup(labels.get(i), parts[i + 1]);
    }
    group.gauge(LEVELS.getOrDefault(parts[0], parts[0] + TOTAL), gauge);
  }
}
