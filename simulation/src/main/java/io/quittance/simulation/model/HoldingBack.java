package io.quittance.simulation.model;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rule 5: a replay from nothing holds back all entries, in order, until every partition is read to
 * where it ended at start; then it writes those that it has not seen counted.
 */
final class HoldingBack {
  private final Design design;
  private final Map<Fact, Outgoing> held = new LinkedHashMap<>();
  private final Set<Fact> seen = new HashSet<>();
  private int[] until;
  private boolean over;

  HoldingBack(Design design, int[] until) {
    this.design = design;
    this.until = until.clone();
  }

  boolean isOver() {
    return over;
  }

  /** An instance that is promoted reads to where the log ends then. */
  void extend(int[] ends) {
    until = ends.clone();
  }

  int[] until() {
    return until;
  }

  /** Tells whether it keeps an entry that follows from a record. */
  boolean keeps(Outgoing entry, Fact fact, Appended cause) {
    boolean newer = cause.offset() >= until[cause.partition()];
    if (over || newer && design.has(Departure.ONLY_OLD_ENTRIES_HELD_BACK)) {
      return false;
    }
    held.put(fact, entry);
    return true;
  }

  /** Notes what was judged: what was counted need not be said again. */
  void judged(Appended record, Verdict verdict, boolean keyListed) {
    if (over) {
      return;
    }
    boolean standing = design.has(Departure.HELD_BACK_UNLESS_STANDING) && keyListed;
    if (standing && record.content() instanceof Entry entry) {
      seen.add(entry.fact());
    }
    seen.addAll(verdict.counted());
  }

  void release(Consumer<Outgoing> sink) {
    over = true;
    held.forEach(
        (fact, entry) -> {
          if (!seen.contains(fact)) {
            sink.accept(entry);
          }
        });
    held.clear();
    seen.clear();
  }
}
