package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What commits an instance's transactions of the final lane, rules 18 to 20. What a transaction
 * holds is kept until the broker has answered that it is committed; what was lost is looked for,
 * derived again, and committed in a transaction of its own, before anything is acknowledged.
 */
final class Committer {
  private static final int ANSWERS_LOST = 8;
  private static final int LOST_COMMITS = 3;

  private final World world;
  private final Design design;
  private final Job job;
  private final List<Pending> pending = new ArrayList<>();

  /** Transactions that say again what was acknowledged already; a departure alone has any. */
  private final List<Transaction> afterwards = new ArrayList<>();

  /** What all else waits for; a departure alone has any. */
  private Pending blocking;

  Committer(World world, Job job) {
    this.world = world;
    this.design = world.design();
    this.job = job;
  }

  /** Goes on from a checkpoint, by whatever subtask: all that it carries is to be committed. */
  void restore(List<Prepared> carried) {
    boolean forgets = design.has(Departure.HELD_IN_MEMORY);
    for (Prepared prepared : carried) {
      pending.add(new Pending(prepared, pending.size() % job.parallelism(), true, forgets));
    }
  }

  /** Takes a transaction that was closed with a snapshot. */
  void takes(Prepared prepared, int subtask) {
    pending.add(new Pending(prepared, subtask, false, false));
  }

  /** A subtask's snapshot carries all of its transactions that are not acknowledged. */
  void snapshot(int subtask, Checkpoint checkpoint) {
    for (Pending each : pending) {
      boolean own = each.prepared().checkpoint() == checkpoint;
      if (each.subtask() == subtask && (own || !design.has(Departure.CARRIES_ITS_OWN_ALONE))) {
        checkpoint.carried.add(each.prepared());
      }
    }
  }

  /** A checkpoint is complete: what it carries is to be committed, of given up ones too. */
  void completed(Checkpoint checkpoint) {
    pending.stream()
        .filter(each -> checkpoint.carried.contains(each.prepared()))
        .forEach(Pending::becomeDue);
  }

  boolean isEmpty() {
    return pending.isEmpty() && afterwards.isEmpty();
  }

  boolean isBlocked() {
    return blocking != null;
  }

  /** Tells whether a transaction is still to be committed. */
  boolean holds(Transaction transaction) {
    return pending.stream().anyMatch(each -> each.prepared().transaction() == transaction);
  }

  /** Returns the lowest place of a partition of which something is not acknowledged. */
  int lowest(int partition) {
    return pending.stream()
        .mapToInt(each -> each.prepared().lowest(partition))
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /** Does one thing for one transaction whose checkpoint is complete; false if all wait. */
  boolean step() {
    if (!afterwards.isEmpty()) {
      afterwards.remove(0).commit();
      return true;
    }
    if (blocking != null) {
      return step(blocking);
    }
    List<Pending> due = pending.stream().filter(Pending::isDue).toList();
    int first = due.isEmpty() ? 0 : world.schedule().choose(due.size());
    for (int i = 0; i < due.size(); i++) {
      if (step(due.get((first + i) % due.size()))) {
        return true;
      }
    }
    return false;
  }

  private boolean step(Pending each) {
    if (each.isHealed()) {
      return acknowledge(each);
    }
    Transaction transaction =
        each.healing() == null ? each.prepared().transaction() : each.healing();
    if (design.has(Circumstance.TRANSACTIONS_OFTEN_LOST) && world.schedule().oneIn(LOST_COMMITS)) {
      transaction.abort();
    }
    boolean committed = answered(transaction);
    if (each.healing() != null) {
      // Whatever the answer says: a healing that was given up is begun anew, with a look.
      each.heal(null);
      if (committed) {
        each.becomeHealed();
      }
      return true;
    }
    if (committed || design.has(Departure.ANSWER_NOT_LOOKED_AT)) {
      if (world.schedule().oneIn(ANSWERS_LOST)) {
        world.story().tell(() -> job + " gets no answer about " + transaction);
        return true;
      }
      return acknowledge(each);
    }
    if (transaction.isForgotten() && design.has(Departure.FORGOTTEN_IS_COMMITTED)) {
      return acknowledge(each);
    }
    return heal(each);
  }

  /** The broker's answer is about a producer's id and epoch, not about a name. */
  private boolean answered(Transaction transaction) {
    boolean committed = transaction.commit();
    return committed
        || design.has(Departure.ANSWERED_BY_NAME)
            && world.settlements().committedTransactions().stream()
                .anyMatch(other -> other.name().equals(transaction.name()));
  }

  private boolean acknowledge(Pending each) {
    pending.remove(each);
    blocking = null;
    return true;
  }

  /** Looks which of its events stand, and says the others again. */
  private boolean heal(Pending each) {
    Prepared lost = each.prepared();
    if (each.holdsNothing()) {
      return acknowledge(each);
    }
    if (each.awaited() == null) {
      each.await(design.has(Departure.LOOKS_TO_ITS_LAST) ? past(lost.last()) : endsAt(lost));
    }
    if (!hasPassed(each.awaited()) && !design.has(Departure.LOOKS_BEFORE_STABLE)) {
      blocking = design.has(Departure.HEALING_BLOCKS) ? each : null;
      return false;
    }
    each.await(null);
    world.counts().lostTransactions++;
    world.story().tell(() -> job + " is not told that " + lost.transaction() + " is committed");
    List<SettlementsTopic.Standing> again = new ArrayList<>();
    for (SettlementsTopic.Standing event : missing(lost)) {
      derived(event.event(), lost)
          .ifPresent(
              right ->
                  again.add(
                      new SettlementsTopic.Standing(
                          right, lost.transaction(), event.takenOver(), event.place())));
    }
    return again.isEmpty() ? acknowledge(each) : sayAgain(each, again);
  }

  private boolean sayAgain(Pending each, List<SettlementsTopic.Standing> events) {
    Prepared lost = each.prepared();
    Transaction healing =
        new Transaction("healing of " + lost.transaction(), lost.transaction().lineage());
    if (job.isDead()) {
      healing.sayLate();
      world.counts().lateHealings++;
    }
    world.counts().healings++;
    world.story().tell(() -> job + " says again " + events.size() + " of " + lost.transaction());
    for (SettlementsTopic.Standing event : events) {
      if (!healing.isLate()) {
        world.checker().calledLost(event.event(), lost);
      }
      world.settlements().write(event.event(), healing, event.takenOver());
    }
    if (design.has(Departure.HEALING_ACKNOWLEDGED_EARLY)) {
      afterwards.add(healing);
      return acknowledge(each);
    }
    each.heal(healing);
    return true;
  }

  /** All that stands when the look begins: what was said again stands behind what was lost. */
  private int[] endsAt(Prepared lost) {
    int[] ends = world.settlements().ends();
    for (int p = 0; p < ends.length; p++) {
      ends[p] = lost.first()[p] < 0 ? 0 : ends[p];
    }
    return ends;
  }

  private static int[] past(int[] last) {
    return Arrays.stream(last).map(place -> place + 1).toArray();
  }

  /** The stable end is past all of it: it stands by now, or it never will. No clock has a part. */
  private boolean hasPassed(int[] ends) {
    for (int p = 0; p < ends.length; p++) {
      if (world.settlements().stableEnd(p) < ends[p]) {
        return false;
      }
    }
    return true;
  }

  private List<SettlementsTopic.Standing> missing(Prepared lost) {
    if (lost.transaction().isForgotten() && design.has(Departure.FORGOTTEN_IS_LOST)) {
      return lost.told();
    }
    Set<Event> standing = new HashSet<>();
    boolean named = false;
    int count = 0;
    for (int p = 0; p < lost.first().length; p++) {
      if (lost.first()[p] < 0) {
        continue;
      }
      List<SettlementsTopic.Standing> all = world.settlements().standing(p);
      int end = world.settlements().stableEnd(p);
      for (int place = Math.min(end, lost.first()[p]); place < end; place++) {
        SettlementsTopic.Standing each = all.get(place);
        if (each.transaction().isCommitted()) {
          standing.add(each.event());
          named |= each.transaction().name().equals(lost.transaction().name());
          count++;
        }
      }
    }
    if (named && design.has(Departure.LOOKED_FOR_BY_NAME)
        || count >= lost.told().size() && design.has(Departure.LOOKED_FOR_BY_COUNT)) {
      return List.of();
    }
    return lost.told().stream().filter(each -> !standing.contains(each.event())).toList();
  }

  /** Rule 20: what stands at its place in the journal is told by what was kept with it. */
  private Optional<Event> derived(Event event, Prepared lost) {
    Witness at = event.record();
    int partition = at.partition();
    if (at.offset() >= world.journal().end(partition)) {
      return Optional.empty();
    }
    if (design.has(Departure.REDERIVED_BETWEEN_OFFSETS)
        && (at.offset() < lost.before()[partition]
            || at.offset() >= lost.checkpoint().offsets()[partition])) {
      return Optional.empty();
    }
    if (design.has(Departure.REDERIVED_BY_PRESENT_STATEMENT)) {
      Replay.Said said = new Replay(world, Build.SAME, true).of(partition, false).get(at.offset());
      return said.verdict().code().isSettled()
          ? Optional.of(new Event(at, event.key(), said.verdict().code()))
          : Optional.empty();
    }
    Witness now = Witness.of(world.journal().at(partition, at.offset()));
    return now.equals(at)
        ? Optional.of(new Event(now, event.key(), event.code()))
        : Optional.empty();
  }
}
