package io.quittance.simulation.model;

import io.quittance.simulation.model.KeyState.Mark;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Rules 1 to 4: when an entry is counted. */
final class EntryRules {
  /** A mark of one signing key only, where keys have marks of their own. */
  private static final int KEYS = 10;

  private final Design design;
  private final Layout layout;
  private final Statements statements;
  private final EscrowRules escrows;

  EntryRules(Design design, Layout layout, Statements statements, EscrowRules escrows) {
    this.design = design;
    this.layout = layout;
    this.statements = statements;
    this.escrows = escrows;
  }

  Code judge(KeyState state, int key, Entry entry, Stamp stamp, Consequences out) {
    Fact fact = entry.fact();
    if (fact.payee() != key) {
      return Code.MALFORMED;
    }
    if (!statements.lists(stamp.version(), stamp.usurped(), entry.key())) {
      if (design.has(Departure.REFUSED_ENTRIES_LEAVE_A_TRACE) && entry.key() > 0) {
        state.marks.put(fact.origin(), new Mark(fact.number(), stamp.time()));
      }
      return Code.ENTRY_KEY;
    }
    if (isRefused(state, fact, stamp)) {
      return Code.ENTRY_REFUSED;
    }
    int origin = fact.origin();
    if (design.has(Departure.MARKS_PER_KEY)) {
      origin += KEYS * entry.key();
    }
    int mark = mark(state, origin, stamp.time());
    if (fact.number() <= mark) {
      return Code.DUPLICATE;
    }
    if (fact.previous() != mark && !design.has(Departure.NO_GAP_CHECK)) {
      if (fact.previous() < mark || !design.has(Departure.GAP_PARKED)) {
        return Code.GAP;
      }
      park(state, fact);
      return Code.PARKED;
    }
    count(state, key, origin, fact, stamp, out);
    unpark(state, key, origin, stamp, out);
    return Code.CREDITED;
  }

  /** Rule 1: none of these is a reason. */
  private boolean isRefused(KeyState state, Fact fact, Stamp stamp) {
    return design.has(Departure.ENTRIES_HELD_TO_STATEMENT)
            && (!statements.knowsAsset(stamp.version(), fact.asset())
                || fact.amount() > statements.limit(stamp.version()))
        || design.has(Departure.ENTRIES_REFUSED_WHEN_OLD) && stamp.time() - fact.time() > Facts.LIFE
        || design.has(Departure.ENTRIES_REFUSED_WHEN_CLOSED)
            && state.status == KeyState.Status.CLOSED;
  }

  /** Rule 4: a mark never ends. */
  private int mark(KeyState state, int origin, int time) {
    Mark mark = state.marks.get(origin);
    if (mark == null) {
      return 0;
    }
    if (design.has(Departure.MARKS_END) && time - mark.time() > 2 * Facts.LIFE) {
      state.marks.remove(origin);
      return 0;
    }
    return mark.number();
  }

  private void count(
      KeyState state, int key, int origin, Fact fact, Stamp stamp, Consequences out) {
    state.marks.put(origin, new Mark(fact.number(), stamp.time()));
    out.count(fact);
    if (layout.isEscrow(key)) {
      escrows.hold(state, key, fact, stamp, out);
    } else {
      state.receive(fact.amount());
    }
  }

  private static void park(KeyState state, Fact fact) {
    List<Fact> parked = state.parked.computeIfAbsent(fact.origin(), any -> new ArrayList<>());
    if (!parked.contains(fact)) {
      parked.add(fact);
    }
  }

  private void unpark(KeyState state, int key, int origin, Stamp stamp, Consequences out) {
    List<Fact> parked = state.parked.getOrDefault(origin, List.of());
    boolean found = true;
    while (found) {
      found = false;
      for (Iterator<Fact> each = parked.iterator(); each.hasNext() && !found; ) {
        Fact next = each.next();
        if (next.previous() <= mark(state, origin, stamp.time())) {
          each.remove();
          found = true;
          if (next.number() > mark(state, origin, stamp.time())) {
            count(state, key, origin, next, stamp, out);
          }
        }
      }
    }
    if (parked.isEmpty()) {
      state.parked.remove(origin);
    }
  }
}
