package io.quittance.jobs.settlement;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the settlement job counts: the one place that a count's names stand in.
 *
 * <p>A count that only rises is exported with the suffix {@code _total}; a level, which falls as
 * well, has a name of its own. Where a count is about more than one thing, what it is about are
 * labels.
 */
public enum Count {
  /** Records of the commands topic that were read. */
  READ("read"),
  ACCEPTED("accepted"),
  REPEATED("repeated"),
  REJECTED("rejected", "code"),

  /** Commands that wait for a credit. */
  WAITING("waiting", new Level("waiting_commands")),

  /** What commands came to, by type. */
  COMMANDS("commands", "type", "verdict"),
  SETTLED("settled", "asset", "type"),

  /** Records of the settlements topic that were read back. */
  SETTLED_READ("settled_read"),
  CREDITS_COUNTED("credits_counted"),
  CREDITS_DROPPED("credits_dropped"),
  CREDITS_PARKED("credits_parked", new Level("parked_credits")),

  /** Credits counted and not made available yet. */
  CREDITS_UNAPPLIED("credits_unapplied", new Level("unapplied_credits")),

  /** Records of the settlements topic that no ledger wrote. */
  STRAY_EVENTS("stray_events"),

  /** Checkpoints at which an asset's accounts and events did not agree. */
  CONSERVATION_BROKEN("conservation_broken", "asset"),

  /** Events sent and not read back yet. */
  UNCONFIRMED("unconfirmed", new Level("unconfirmed_events")),

  /** Events found to be overdue. */
  OVERDUE("overdue"),

  /** Events sent again. */
  SENT_AGAIN("sent_again"),
  PROOFS("proofs"),
  BISECTIONS("bisections"),
  SQUARE_ROOTS("square_roots"),

  /** Verdicts that scalar code did not confirm. */
  OVERRULED("overruled");

  private static final String TOTAL = "_total";

  private final String key;
  private final String metric;
  private final List<String> labels;

  private record Level(String metric) {}

  Count(String key, String... labels) {
    this.key = key;
    this.metric = key + TOTAL;
    this.labels = List.of(labels);
  }

  Count(String key, Level level) {
    this.key = key;
    this.metric = level.metric();
    this.labels = List.of();
  }

  /** Returns the name that checkpoints know the count by. */
  String key() {
    return key;
  }

  /** Returns the name that it is exported by, in the scope of its operator and its labels. */
  public String metric() {
    return metric;
  }

  /** Returns the names of its labels. */
  public List<String> labels() {
    return labels;
  }

  /**
   * Returns the name that Prometheus knows it by within an operator's scope: Flink puts the names
   * of the labels in front.
   */
  public String exported() {
    return labels.isEmpty() ? metric : String.join("_", labels) + "_" + metric;
  }

  /** Returns the count that a checkpoint means by a key, if it is one of these. */
  static Optional<Count> of(String key) {
    return Arrays.stream(values()).filter(count -> count.key.equals(key)).findFirst();
  }
}
