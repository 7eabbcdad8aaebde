package io.quittance.simulation.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Everything there is in a run: journal, settlements, receipts, instances, checkpoints. */
final class World {
  private static final int RETRIES = 16;
  private static final int LOSSES = 12;
  private static final long LARGEST_ENTRY = 25;

  private final Design design;
  private final Schedule schedule;
  private final Story story;
  private final Layout layout;
  private final Journal journal;
  private final SettlementsTopic settlements;
  private final Checker checker;
  private final Losses losses;
  private final Candidates candidates;
  private final Counts counts = new Counts();
  private final boolean unaligned;
  private final boolean cutting;
  private final boolean withCandidate;
  private final List<Job> jobs = new ArrayList<>();
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private final List<Deque<Outgoing>> zombies = new ArrayList<>();
  private final List<FinalLane> lateLanes = new ArrayList<>();
  private final List<List<Witness>> receipts = new ArrayList<>();
  private final List<TreeMap<Integer, Told>> told = new ArrayList<>();
  private int[] committedOffsets;
  private int lineages;
  private int jobNumbers;
  private boolean ended;
  private boolean losesAcknowledged;

  World(Design design, Schedule schedule, Story story) {
    this.design = design;
    this.schedule = schedule;
    this.story = story;
    this.layout = Layout.of(design, schedule);
    int aligning = schedule.choose(2);
    this.unaligned =
        !design.has(Circumstance.ALIGNED) && (design.has(Circumstance.UNALIGNED) || aligning == 1);
    int besides = schedule.choose(4);
    boolean free =
        !design.has(Circumstance.LOG_CUT)
            && !design.has(Circumstance.CANDIDATE)
            && !design.has(Circumstance.NEITHER_CUT_NOR_CANDIDATE);
    this.cutting = design.has(Circumstance.LOG_CUT) || free && besides == 2;
    this.withCandidate = design.has(Circumstance.CANDIDATE) || free && besides == 3;
    this.losesAcknowledged = design.has(Circumstance.ACKNOWLEDGED_ENTRIES_LOST);
    this.journal = new Journal(layout.partitions());
    this.settlements = new SettlementsTopic(layout.partitions());
    this.committedOffsets = new int[layout.partitions()];
    for (int p = 0; p < layout.partitions(); p++) {
      receipts.add(new ArrayList<>());
      told.add(new TreeMap<>());
    }
    this.losses = new Losses(this);
    this.candidates = new Candidates(this);
    this.checker = new Checker(this);
    counts.runs = 1;
    story.tell(() -> layout + (unaligned ? ", checkpoints unaligned" : ", checkpoints aligned"));
  }

  Design design() {
    return design;
  }

  Schedule schedule() {
    return schedule;
  }

  Story story() {
    return story;
  }

  Layout layout() {
    return layout;
  }

  Journal journal() {
    return journal;
  }

  SettlementsTopic settlements() {
    return settlements;
  }

  Checker checker() {
    return checker;
  }

  Losses losses() {
    return losses;
  }

  Candidates candidates() {
    return candidates;
  }

  Counts counts() {
    return counts;
  }

  boolean isUnaligned() {
    return unaligned;
  }

  boolean isCutting() {
    return cutting;
  }

  boolean isWithCandidate() {
    return withCandidate;
  }

  List<Job> jobs() {
    return jobs;
  }

  List<Checkpoint> checkpoints() {
    return checkpoints;
  }

  List<Deque<Outgoing>> zombies() {
    return zombies;
  }

  /** Returns the final lanes of instances that are gone and may still commit something. */
  List<FinalLane> lateLanes() {
    return lateLanes;
  }

  /** Returns what receipts told of a partition. */
  List<Witness> receipts(int partition) {
    return receipts.get(partition);
  }

  /** Returns by offset what the instances that speak came to. */
  TreeMap<Integer, Told> told(int partition) {
    return told.get(partition);
  }

  int[] committedOffsets() {
    return committedOffsets.clone();
  }

  int nextLineage() {
    return ++lineages;
  }

  boolean isEnded() {
    return ended;
  }

  /** Nothing more is to be learned from this run. */
  void end() {
    ended = true;
  }

  void stopLosingAcknowledged() {
    losesAcknowledged = false;
  }

  Appended append(int partition, int key, Content content, String who, boolean aborted) {
    Appended appended = journal.append(partition, schedule.choose(3), key, content, aborted);
    counts.records++;
    counts.entries += content instanceof Entry ? 1 : 0;
    if (content instanceof Entry entry && isHonest(entry)) {
      losses.shown(entry.cause());
    }
    try {
      Verdict verdict = checker.appended(appended);
      story.tell(() -> who + ": " + appended + " => " + described(verdict));
    } catch (Violation violation) {
      story.tell(() -> who + ": " + appended + " => VIOLATION");
      throw violation;
    }
    return appended;
  }

  private static String described(Verdict verdict) {
    return verdict.code()
        + (verdict.emitted().isEmpty() ? "" : ", says " + verdict.emitted())
        + (verdict.counted().isEmpty() ? "" : ", counts " + verdict.counted());
  }

  private static boolean isHonest(Entry entry) {
    return entry.cause() != null && entry.key() >= 1 && entry.key() <= Statements.VERSIONS;
  }

  /** Tells whether the topic takes a record of this size; rule 7. */
  boolean takes(Outgoing outgoing) {
    return !design.has(Departure.LARGE_ENTRIES_REFUSED_BY_BROKER)
        || !(outgoing.content() instanceof Entry entry)
        || entry.fact().amount() <= LARGEST_ENTRY;
  }

  /** A producer's record reaches the broker, perhaps twice; returns where, null for a receipt. */
  Appended land(Outgoing outgoing, String who) {
    if (outgoing.receipt() != null) {
      receipts.get(outgoing.receipt().partition()).add(outgoing.receipt());
      losses.shown(outgoing.receipt());
      story.tell(() -> who + ": " + outgoing);
      return null;
    }
    if (losesAcknowledged && outgoing.content() instanceof Entry && schedule.oneIn(LOSSES)) {
      story.tell(() -> "the broker acknowledges and loses " + outgoing);
      return null;
    }
    Appended appended = append(outgoing.lane(), outgoing.key(), outgoing.content(), who, false);
    if (schedule.oneIn(RETRIES)) {
      append(outgoing.lane(), outgoing.key(), outgoing.content(), who + " (again)", false);
    }
    return appended;
  }

  /** Keeps what an instance that speaks came to, for candidates. */
  void tell(Appended record, Verdict verdict, KeyState state) {
    if (withCandidate) {
      String after = state == null ? null : state.canonical();
      told.get(record.partition()).putIfAbsent(record.offset(), Told.of(record, verdict, after));
    }
  }

  /** Returns what was shown of a partition: by receipts, entries and settlements. */
  List<Witness> evidence(int partition) {
    List<Witness> evidence = new ArrayList<>(receipts.get(partition));
    settlements.committed().stream()
        .map(Event::record)
        .filter(record -> record.partition() == partition)
        .forEach(evidence::add);
    evidence.addAll(standingCauses(partition, World::isHonest));
    return evidence;
  }

  /** Returns the causes in a partition that entries name, wherever those stand. */
  List<Witness> standingCauses(int partition, Predicate<Entry> counts) {
    List<Witness> causes = new ArrayList<>();
    for (int p = 0; p < journal.partitions(); p++) {
      for (Appended record : journal.records(p)) {
        if (record.content() instanceof Entry entry
            && counts.test(entry)
            && entry.cause().partition() == partition) {
          causes.add(entry.cause());
        }
      }
    }
    return causes;
  }

  /** The end of a partition is lost, without a word. */
  void cut(int partition, int newEnd) {
    counts.cuts++;
    List<Appended> lost = journal.cut(partition, newEnd);
    story.tell(() -> "THE BROKER LOSES " + lost);
    checker.judgeAnew();
    // An entry that is lost with its cause shows it to nobody any more.
    losses.cut(partition, lost, evidence(partition));
  }

  void completed(Checkpoint checkpoint, String who) {
    checkpoints.add(checkpoint);
    committedOffsets = checkpoint.offsets();
    counts.checkpoints++;
    counts.withRecordsInFlight += checkpoint.inFlight.isEmpty() ? 0 : 1;
    story.tell(() -> who + " completes checkpoint " + checkpoint.number);
  }

  /** An instance is gone; what its producers hold may still arrive. */
  void left(Job job, List<Deque<Outgoing>> queues) {
    counts.ends++;
    jobs.remove(job);
    if (job.finalLane().hasToCommit()) {
      lateLanes.add(job.finalLane());
    }
    for (Deque<Outgoing> queue : queues) {
      if (!queue.isEmpty()) {
        zombies.add(new ArrayDeque<>(queue));
      }
    }
  }

  /** Starts an instance; it may end at once. */
  Job start(Start start) {
    counts.starts++;
    Job job = new Job(this, ++jobNumbers, start);
    if (!job.isDead()) {
      jobs.add(job);
    }
    return job;
  }

  /**
   * Returns the lineage of an instance that goes on from a checkpoint as the final lane's writer.
   */
  int lineageAfter(Checkpoint checkpoint) {
    if (checkpoint == null || !checkpoint.writesFinal) {
      return nextLineage();
    }
    for (Checkpoint other : checkpoints) {
      if (other.lineage == checkpoint.lineage && other.number > checkpoint.number) {
        return nextLineage();
      }
    }
    return checkpoint.lineage;
  }
}
