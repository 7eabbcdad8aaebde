package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The final lane of an instance, rules 18 to 21: one transaction a checkpoint and subtask, closed
 * with the checkpoint and committed after it; what each holds goes with it to the committer.
 */
final class FinalLane {
  private final World world;
  private final Job job;
  private final int partitions;
  private final Transaction[] open;
  private final List<List<SettlementsTopic.Standing>> told = new ArrayList<>();
  private final Committer committer;

  /** By subtask and partition: below it all is judged; up to it some may be. */
  private final int[][] judgedBelow;

  private final int[][] judgedUpTo;

  /** What judgedBelow was when the open transactions began. */
  private final int[][] openFrom;

  /** By subtask, how many checkpoints there were; transactions are named by that. */
  private final int[] closed;

  private final int[] restored;
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
    this.committer = new Committer(world, job);
    Arrays.stream(open).forEach(none -> told.add(new ArrayList<>()));
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
      committer.restore(checkpoint.carried);
    }
  }

  /** Ends what others left open; the one writer's names fence all that came before it. */
  void abortWhatWasLeftOpen() {
    world.settlements().open().stream()
        .filter(transaction -> !committer.holds(transaction))
        .forEach(Transaction::abort);
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

  private void write(int subtask, Event event, boolean takenOver) {
    if (open[subtask] == null) {
      String name = "subtask " + subtask + " checkpoint " + (closed[subtask] + 1);
      open[subtask] = new Transaction(name, lineage);
    }
    told.get(subtask).add(world.settlements().write(event, open[subtask], takenOver));
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
      transaction.sayVerifiedBelow(verifiedBelow());
      committer.takes(
          Prepared.of(transaction, checkpoint, lastOffsets, told.get(subtask)), subtask);
      if (world.design().has(Departure.COMMITS_BEFORE_CHECKPOINT)) {
        transaction.commit();
      }
    }
    committer.snapshot(subtask, checkpoint);
    open[subtask] = null;
    told.get(subtask).clear();
    openFrom[subtask] = judgedBelow[subtask].clone();
    return true;
  }

  /** Below these places all that was settled stands: it was acknowledged. */
  private int[] verifiedBelow() {
    boolean judgedOnly = world.design().has(Departure.VERIFIED_WHEN_JUDGED);
    int[] below = new int[partitions];
    for (int p = 0; p < partitions; p++) {
      below[p] = judgedOnly ? Integer.MAX_VALUE : committer.lowest(p);
      for (int[] from : openFrom) {
        below[p] = Math.min(below[p], from[p]);
      }
    }
    return below;
  }

  /** A checkpoint is complete: its transactions are to be committed. */
  void completed(Checkpoint checkpoint) {
    committer.completed(checkpoint);
    lastOffsets = checkpoint.offsets();
  }

  /** Commits, looks for or says again one transaction whose checkpoint is complete. */
  boolean commit() {
    return committer.step();
  }

  /** Tells whether nothing is left that was not acknowledged. */
  boolean isAllVerified() {
    return committer.isEmpty() && Arrays.stream(open).allMatch(Objects::isNull);
  }

  /** Tells whether transactions are to be committed or said again. */
  boolean hasToCommit() {
    return !committer.isEmpty();
  }

  boolean isBlocked() {
    return committer.isBlocked();
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
