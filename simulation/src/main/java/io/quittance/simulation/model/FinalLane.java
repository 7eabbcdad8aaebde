package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The final lane of an instance, rules 18 to 21: one transaction a checkpoint and subtask, closed
 * with the checkpoint and committed after it; what each holds is kept until it is read back; what
 * was lost is derived again from the journal.
 */
final class FinalLane {
  private final World world;
  private final Job job;
  private final int partitions;
  private final Transaction[] open;
  private final Tally[][] tallies;

  /** By subtask and partition: below it all is judged; up to it some may be. */
  private final int[][] judgedBelow;

  private final int[][] judgedUpTo;

  /** What judgedBelow was when the open transactions began. */
  private final int[][] openFrom;

  /** By subtask, how many checkpoints there were; transactions are named by that. */
  private final int[] closed;

  private final int[] restored;
  private final List<Prepared> toCommit = new ArrayList<>();
  private final List<Prepared> unverified = new ArrayList<>();
  private int[] lastOffsets;
  private int lineage;
  private boolean writing;

  FinalLane(World world, Job job, int lineage, boolean writing) {
    this.world = world;
    this.job = job;
    this.partitions = world.layout().partitions();
    this.lineage = lineage;
    this.writing = writing;
    this.open = new Transaction[job.parallelism()];
    this.tallies = new Tally[job.parallelism()][partitions];
    this.judgedBelow = new int[job.parallelism()][partitions];
    this.judgedUpTo = new int[job.parallelism()][partitions];
    this.openFrom = new int[job.parallelism()][partitions];
    this.restored = new int[partitions];
    this.closed = new int[job.parallelism()];
    this.lastOffsets = new int[partitions];
  }

  boolean isWriting() {
    return writing;
  }

  int lineage() {
    return lineage;
  }

  /** Goes on from a checkpoint: what was to be committed is, what was left open is aborted. */
  void restore(Checkpoint checkpoint) {
    Arrays.fill(closed, checkpoint.number);
    lastOffsets = checkpoint.offsets();
    System.arraycopy(lastOffsets, 0, restored, 0, partitions);
    for (int p = 0; p < partitions; p++) {
      int below = Integer.MAX_VALUE;
      int upTo = 0;
      for (int old = 0; old < checkpoint.parallelism; old++) {
        below = Math.min(below, checkpoint.settledBelow[old][p]);
        upTo = Math.max(upTo, checkpoint.settledUpTo[old][p]);
      }
      for (int subtask = 0; subtask < open.length; subtask++) {
        judgedBelow[subtask][p] = below;
        judgedUpTo[subtask][p] = upTo;
        openFrom[subtask][p] = below;
      }
    }
    if (writing) {
      checkpoint.prepared.forEach(prepared -> prepared.transaction().commit());
      if (!world.design().has(Departure.TALLIES_IN_MEMORY)) {
        unverified.addAll(checkpoint.unverified);
      }
    }
  }

  /** Ends what others left open; the one writer's names fence all that came before it. */
  void abortWhatWasLeftOpen() {
    world.settlements().open().forEach(Transaction::abort);
  }

  /** Takes note of a judged record, and tells of it. */
  void judged(int subtask, Appended record, Verdict verdict) {
    int p = record.partition();
    judgedUpTo[subtask][p] = Math.max(judgedUpTo[subtask][p], record.offset() + 1);
    if (record.offset() >= restored[p]) {
      judgedBelow[subtask][p] = record.offset() + 1;
    }
    if (writing && verdict.code().isSettled()) {
      write(subtask, new Event(Witness.of(record), record.key(), verdict.code()), false);
    }
  }

  private void write(int subtask, Event event, boolean derivedAgain) {
    if (open[subtask] == null) {
      String name = "subtask " + subtask + " checkpoint " + (closed[subtask] + 1);
      open[subtask] = new Transaction(name, lineage);
    }
    int p = event.record().partition();
    int place = world.settlements().write(event, open[subtask], derivedAgain);
    tallies[subtask][p] = Tally.plus(tallies[subtask][p], place, event.digest());
  }

  /** Closes a subtask's transaction with its snapshot; returns false if the broker gave it up. */
  boolean prepare(int subtask, Checkpoint checkpoint) {
    checkpoint.settledBelow[subtask] = judgedBelow[subtask].clone();
    checkpoint.settledUpTo[subtask] = judgedUpTo[subtask].clone();
    Transaction transaction = open[subtask];
    closed[subtask]++;
    if (transaction != null) {
      if (!transaction.isOpen()) {
        return false;
      }
      Prepared prepared =
          new Prepared(
              transaction,
              checkpoint,
              lastOffsets,
              subtask,
              openFrom[subtask].clone(),
              judgedUpTo[subtask].clone(),
              tallies[subtask].clone());
      transaction.sayVerifiedBelow(verifiedBelow());
      unverified.add(prepared);
      checkpoint.prepared.add(prepared);
      if (world.design().has(Departure.COMMITS_BEFORE_CHECKPOINT)) {
        transaction.commit();
      }
    }
    open[subtask] = null;
    Arrays.fill(tallies[subtask], null);
    openFrom[subtask] = judgedBelow[subtask].clone();
    return true;
  }

  /** Below these places all that was settled stands, as far as this instance has seen. */
  private int[] verifiedBelow() {
    int[] below = new int[partitions];
    for (int p = 0; p < partitions; p++) {
      below[p] = Integer.MAX_VALUE;
      for (int[] from : openFrom) {
        below[p] = Math.min(below[p], from[p]);
      }
      for (Prepared prepared : unverified) {
        below[p] = Math.min(below[p], prepared.from()[p]);
      }
    }
    return below;
  }

  /** A checkpoint is complete: its transactions are to be committed. */
  void completed(Checkpoint checkpoint) {
    checkpoint.unverified.addAll(unverified);
    toCommit.addAll(checkpoint.prepared);
    lastOffsets = checkpoint.offsets();
  }

  /** Returns what this instance has told and not closed yet. */
  private Set<Event> inOpenTransactions() {
    List<Transaction> mine = Arrays.stream(open).filter(Objects::nonNull).toList();
    Set<Event> events = new HashSet<>();
    for (int p = 0; p < partitions; p++) {
      for (SettlementsTopic.Standing each : world.settlements().standing(p)) {
        if (mine.contains(each.transaction())) {
          events.add(each.event());
        }
      }
    }
    return events;
  }

  /** Commits one transaction whose checkpoint is complete; nobody is told if it was lost. */
  boolean commit() {
    if (toCommit.isEmpty()) {
      return false;
    }
    Prepared next = toCommit.remove(world.schedule().choose(toCommit.size()));
    if (world.design().has(Circumstance.TRANSACTIONS_OFTEN_LOST) && world.schedule().oneIn(3)) {
      next.transaction().abort();
    }
    next.transaction().commit();
    return true;
  }

  boolean isAllVerified() {
    return toCommit.isEmpty()
        && Arrays.stream(open).allMatch(Objects::isNull)
        && (unverified.isEmpty() || world.design().has(Departure.NO_READ_BACK));
  }

  /**
   * Reads settlements back and drops what is seen; derives again what is lost. Both are one step to
   * a checkpoint: what is derived again travels before its barrier or behind it, with the tally.
   */
  boolean readBack() {
    if (!writing || job.isTakingCheckpoint() || world.design().has(Departure.NO_READ_BACK)) {
      return false;
    }
    for (Prepared prepared : List.copyOf(unverified)) {
      if (isRead(prepared)) {
        unverified.remove(prepared);
        if (!isSeen(prepared)) {
          world.checker().calledLost(prepared.transaction());
          world.counts().lostTransactions++;
          world.story().tell(() -> job + " misses the transaction " + prepared.transaction());
          deriveAgain(prepared);
        }
        return true;
      }
    }
    return false;
  }

  /** The stable end is past all of it: it is seen by now, or lost. No clock has a part. */
  private boolean isRead(Prepared prepared) {
    for (int p = 0; p < partitions; p++) {
      Tally tally = prepared.tallies()[p];
      if (tally != null && world.settlements().stableEnd(p) <= tally.last()) {
        return world.design().has(Departure.LOST_BEFORE_STABLE) && toCommit.contains(prepared);
      }
    }
    return true;
  }

  private boolean isSeen(Prepared prepared) {
    boolean byName = world.design().has(Departure.LOSS_SEEN_BY_NAME);
    boolean byCount = world.design().has(Departure.LOSS_SEEN_BY_COUNT);
    for (int p = 0; p < partitions; p++) {
      Tally tally = prepared.tallies()[p];
      if (tally == null) {
        continue;
      }
      int count = 0;
      long digest = 0;
      List<SettlementsTopic.Standing> all = world.settlements().standing(p);
      int end = Math.min(tally.last() + 1, all.size());
      for (SettlementsTopic.Standing each :
          all.subList(byName || byCount ? 0 : tally.first(), end)) {
        if (each.transaction().isCommitted()
            && each.transaction().name().equals(prepared.transaction().name())) {
          count++;
          digest += each.event().digest();
        }
      }
      boolean seen =
          byName
              ? count > 0
              : byCount
                  ? count >= tally.count()
                  : count == tally.count() && digest == tally.digest();
      if (!seen) {
        return false;
      }
    }
    return true;
  }

  private void deriveAgain(Prepared lost) {
    boolean byOffsets = world.design().has(Departure.REDERIVED_BETWEEN_OFFSETS);
    int[] from = byOffsets ? lost.before() : lost.from();
    int[] to = byOffsets ? lost.checkpoint().offsets() : lost.to();
    Set<Event> told = world.settlements().committed();
    told.addAll(inOpenTransactions());
    for (int p = 0; p < partitions; p++) {
      for (Event event : derived(p, from[p], to[p])) {
        if (lost.owns(event.key()) && !told.contains(event)) {
          again(event, from);
        }
      }
    }
  }

  /** What is derived again goes into the running transaction, and into its range. */
  private void again(Event event, int[] from) {
    int subtask = job.owner(event.key());
    for (int p = 0; p < partitions; p++) {
      openFrom[subtask][p] = Math.min(openFrom[subtask][p], from[p]);
    }
    write(subtask, event, true);
  }

  /** Rule 20: a pass over the partition, each record by the statement before it. */
  private List<Event> derived(int partition, int from, int to) {
    boolean present = world.design().has(Departure.REDERIVED_BY_PRESENT_STATEMENT);
    List<Event> events = new ArrayList<>();
    for (Replay.Said said : new Replay(world, Build.SAME, present).of(partition, false)) {
      int offset = said.record().offset();
      if (offset >= from && offset < to && said.verdict().code().isSettled()) {
        events.add(
            new Event(Witness.of(said.record()), said.record().key(), said.verdict().code()));
      }
    }
    return events;
  }

  /** Rule 21: becomes the writer, and says what the one before it may not have said. */
  void takeOver(int newLineage) {
    writing = true;
    lineage = newLineage;
    abortWhatWasLeftOpen();
    if (world.design().has(Departure.PROMOTED_WITHOUT_REDERIVING)) {
      return;
    }
    int[] from = new int[partitions];
    for (Transaction transaction : world.settlements().committedTransactions()) {
      for (int p = 0; p < partitions; p++) {
        from[p] = Math.max(from[p], transaction.verifiedBelow(p));
      }
    }
    Set<Event> standing = world.settlements().committed();
    for (int p = 0; p < partitions; p++) {
      int to = 0;
      for (int[] upTo : judgedUpTo) {
        to = Math.max(to, upTo[p]);
      }
      for (Event event : derived(p, from[p], to)) {
        if (!standing.contains(event)) {
          again(event, from);
        }
      }
    }
  }
}
