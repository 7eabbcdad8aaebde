package io.quittance.audit;

import java.util.Map;
import java.util.TreeMap;

/** What an audit counts, by name. */
final class Counts {
  static final String COMMANDS = "commands";
  static final String ACCEPTED = "accepted";
  static final String REPEATED = "repeated";
  static final String REJECTED = "rejected";
  static final String ENTRIES = "entries";
  static final String ENTRIES_AGAIN = "entries_again";
  static final String ON_THEIR_WAY = "on_their_way";
  static final String EVENTS = "events";
  static final String PENDING = "pending";
  static final String COPIES = "copies";
  static final String RECEIPTS = "receipts";
  static final String REJECTIONS = "rejections";
  static final String BALANCES = "balances";
  static final String TOTALS = "totals";
  static final String DIFFERENCES = "differences";
  static final String WARNINGS = "warnings";

  private final Map<String, Long> counts = new TreeMap<>();

  /** Adds and returns the new count. */
  long add(String name, long change) {
    return counts.merge(name, change, Long::sum);
  }

  long of(String name) {
    return counts.getOrDefault(name, 0L);
  }

  Map<String, Long> all() {
    return Map.copyOf(counts);
  }

  void restore(Map<String, Long> kept) {
    counts.clear();
    counts.putAll(kept);
  }
}
