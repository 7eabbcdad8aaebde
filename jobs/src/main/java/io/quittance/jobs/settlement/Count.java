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
  /** Records of the journal that were read. */
  READ("read"),
  ACCEPTED("accepted"),
  REPEATED("repeated"),
  REJECTED("rejected", "code"),

  /** What commands came to, by type. */
  COMMANDS("commands", "type", "verdict"),
  SETTLED("settled", "asset", "type"),

  /** Entries written to the journal, those written again after a restart included. */
  ENTRIES_WRITTEN("entries_written"),

  /** Statements of the network that were read, again or for the first time. */
  STATEMENTS("statements"),

  /** Entries counted: payments that reached their payees. */
  ENTRIES_COUNTED("entries_counted"),

  /** Entries that had been counted before. */
  ENTRIES_DROPPED("entries_dropped"),

  /** Credits received, from entries and issues. */
  CREDITS_COUNTED("credits_counted"),

  /** Credits counted and not made available yet. */
  CREDITS_UNAPPLIED("credits_unapplied", new Level("unapplied_credits")),

  /** Checkpoints at which an asset's accounts and events did not agree. */
  CONSERVATION_BROKEN("conservation_broken", "asset"),

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
