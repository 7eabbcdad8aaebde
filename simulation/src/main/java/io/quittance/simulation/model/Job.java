package io.quittance.simulation.model;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** One instance of the job: reads partitions, settles keys, says entries, takes checkpoints. */
final class Job {
  private final World world;
  private final Design design;
  private final Journal journal;
  private final int number;
  private final int parallelism;
  private final Build build;
  private final Readers readers;
  private final Rules rules;
  private final Statements statements;
  private final KeyState[] keys;
  private final Channels channels;
  private final Producers producers;
  private final Speech speech;
  private final FinalLane finalLane;
  private final boolean knowsRevocation;
  private CheckpointUnderWay underWay;
  private int checkpoints;
  private boolean dead;
  private boolean refused;

  /** Starts an instance, from a checkpoint or from nothing. */
  Job(World world, int number, Start start) {
    this.world = world;
    this.design = world.design();
    this.journal = world.journal();
    this.number = number;
    this.parallelism = start.parallelism();
    this.build = start.build();
    Layout layout = world.layout();
    this.readers = new Readers(world, this);
    this.rules = new Rules(design, layout, build);
    this.statements = new Statements(design);
    this.keys = new KeyState[layout.keys()];
    this.channels = new Channels(parallelism);
    this.producers = new Producers(world, this);
    this.speech = new Speech(world, this, start);
    this.finalLane = new FinalLane(world, this, start.lineage(), start.writesFinal());
    boolean revoked = false;
    for (int p = 0; p < layout.partitions(); p++) {
      revoked |= world.checker().partition(p).version() == Statements.VERSIONS;
    }
    this.knowsRevocation = revoked;
    Arrays.setAll(keys, key -> new KeyState());
    world.story().tell(() -> this + " starts " + start);
    begin(start);
  }

  private void begin(Start start) {
    Checkpoint checkpoint = start.checkpoint();
    if (checkpoint != null) {
      restore(checkpoint);
    }
    if (!design.has(Departure.NO_SURVEY_AT_START)) {
      readers.surveyAll();
    }
    if (dead || !finalLane.isWriting()) {
      return;
    }
    finalLane.abortWhatWasLeftOpen();
    boolean anothers = checkpoint != null && !checkpoint.writesFinal;
    if (anothers && !design.has(Departure.STANDBYS_STATE_TAKEN_AS_OWN)) {
      finalLane.takeOver(finalLane.lineage());
    }
  }

  private void restore(Checkpoint checkpoint) {
    checkpoints = checkpoint.number;
    readers.restore(checkpoint);
    for (int key = 0; key < keys.length; key++) {
      keys[key] = checkpoint.keys[key].copy();
    }
    for (List<Item> items : checkpoint.inFlight) {
      for (int to = 0; to < parallelism; to++) {
        Deque<Item> mine = new ArrayDeque<>();
        for (Item item : items) {
          if (owner(item.record().key()) == to) {
            mine.add(item);
          }
        }
        channels.recover(to, mine);
      }
    }
    producers.restore(checkpoint);
    finalLane.restore(checkpoint);
  }

  World world() {
    return world;
  }

  int parallelism() {
    return parallelism;
  }

  int owner(int key) {
    return key % parallelism;
  }

  FinalLane finalLane() {
    return finalLane;
  }

  Witness lastRead(int partition) {
    return readers.last(partition);
  }

  List<Witness> acknowledged(int partition) {
    return producers.acknowledged(partition);
  }

  KeyState key(int key) {
    return keys[key];
  }

  boolean isDead() {
    return dead;
  }

  boolean isRefused() {
    return refused;
  }

  boolean isSilent() {
    return speech.isSilent();
  }

  boolean isCandidate() {
    return speech.isCandidate();
  }

  boolean isPromoting() {
    return speech.isPromoting();
  }

  boolean isTakingCheckpoint() {
    return underWay != null;
  }

  boolean isSame() {
    return build == Build.SAME;
  }

  Build build() {
    return build;
  }

  boolean read(int partition) {
    return readers.read(partition);
  }

  /** Sends a record to the subtask that settles its key. */
  void enter(int from, Item item) {
    int to = owner(item.record().key());
    channels.queue(from, to).add(item);
    if (underWay != null) {
      underWay.entered(from, to, item);
    }
  }

  /** Settles one record of a subtask. */
  boolean settle(int to, int pick) {
    Item item = null;
    if (channels.hasRecovered(to)) {
      item = channels.pollRecovered(to, pick);
    }
    for (int i = 0; i < parallelism && item == null; i++) {
      int from = (pick + i) % parallelism;
      boolean blocked = underWay != null && underWay.blocks(from, to);
      item = blocked ? null : channels.queue(from, to).poll();
      if (item != null && item.isBarrier()) {
        underWay.reached(from, to);
        complete();
        return true;
      }
    }
    if (item == null) {
      return false;
    }
    settle(to, item);
    return true;
  }

  private void settle(int to, Item item) {
    Appended record = item.record();
    KeyState state = keys[record.key()];
    Verdict verdict = rules.judge(state, record, readers.atSettle(item.stamp()));
    tell(record, verdict, state);
    boolean listed =
        record.content() instanceof Entry entry
            && statements.lists(item.stamp().version(), item.stamp().usurped(), entry.key());
    speech.judged(record, verdict, listed);
    for (Fact fact : verdict.emitted()) {
      emit(to, fact, record);
    }
    finalLane.judged(to, record, verdict);
    boolean waits = world.layout().isEscrow(record.key()) && !state.isDecided();
    if (waits && !state.held.isEmpty() && !isCandidate() && world.schedule().oneIn(4)) {
      producers.write(
          to, Outgoing.record(world.layout().partition(record.key()), record.key(), new Due()));
    }
  }

  void tell(Appended record, Verdict verdict, KeyState state) {
    if (!speech.tells(record, verdict, state)) {
      return;
    }
    world.checker().said(this, record, verdict);
    world.tell(record, verdict, state);
    if (world.isCutting() && state != null && !(record.content() instanceof Due)) {
      Witness about = Witness.of(record);
      producers.write(owner(record.key()), Outgoing.receipt(journal.partitions(), about));
    }
  }

  private void emit(int to, Fact fact, Appended cause) {
    boolean revoked =
        design.has(Circumstance.KEY_REVOKED) && fact.version() == 1 && knowsRevocation;
    int key = revoked ? Statements.VERSIONS : fact.version();
    Outgoing entry =
        Outgoing.record(
            world.layout().partition(fact.payee()),
            fact.payee(),
            new Entry(fact, key, Witness.of(cause)));
    if (speech.says(entry, fact, cause)) {
      producers.give(to, entry);
    }
  }

  /** Gives an entry that was held back to its origin's producer. */
  void give(Outgoing entry) {
    producers.give(owner(((Entry) entry.content()).fact().origin()), entry);
  }

  boolean send(int subtask, boolean loses) {
    return producers.send(subtask, loses);
  }

  /** Tells whether all is judged that stands before these ends. */
  boolean hasJudged(int[] ends) {
    return readers.haveRead(ends)
        && !channels.holds(item -> item.record().offset() < ends[item.record().partition()]);
  }

  boolean catchUp() {
    return speech.catchUp();
  }

  void askForPromotion() {
    speech.askForPromotion();
  }

  /** Is silent no longer. */
  void speak() {
    speech.begin();
    world.story().tell(() -> this + " speaks from now on");
  }

  /** Becomes the one that writes the final lane. */
  void promote() {
    speech.begin();
    giveUpCheckpoint();
    finalLane.takeOver(world.nextLineage());
    world.story().tell(() -> this + " is promoted");
  }

  boolean trigger(boolean unaligned) {
    boolean waits = speech.isHoldingBack() || finalLane.isBlocked();
    if (underWay != null || waits || channels.hasRecovered()) {
      return false;
    }
    checkpoints++;
    underWay = new CheckpointUnderWay(this, channels, new Checkpoint(this, checkpoints), unaligned);
    world.story().tell(() -> this + " begins checkpoint " + checkpoints);
    return true;
  }

  boolean barrier(int from) {
    boolean passed = underWay != null && underWay.passReader(from);
    complete();
    return passed;
  }

  boolean overtake(int to) {
    boolean passed = underWay != null && underWay.overtake(to);
    complete();
    return passed;
  }

  void snapshotReader(int from, Checkpoint checkpoint) {
    readers.snapshot(from, checkpoint);
  }

  /** Rule 3: a snapshot waits until all is acknowledged; returns false if the instance failed. */
  boolean snapshotSettle(int to, Checkpoint checkpoint) {
    if (!design.has(Departure.NO_FLUSH)) {
      if (producers.hasFailed(to)) {
        die("its flush failed");
        return false;
      }
      if (!producers.flush(to)) {
        die("an entry is too large for the topic");
        return false;
      }
      producers.snapshotWire(to, checkpoint);
    }
    for (int key = 0; key < keys.length; key++) {
      if (owner(key) == to) {
        checkpoint.keys[key] = keys[key].copy();
      }
    }
    if (!finalLane.prepare(to, checkpoint)) {
      die("its transaction was given up");
      return false;
    }
    producers.snapshotAcknowledged(checkpoint);
    return true;
  }

  private void complete() {
    Checkpoint completed = underWay == null || dead ? null : underWay.completed();
    if (completed != null) {
      underWay = null;
      finalLane.completed(completed);
      producers.completed(completed);
      world.completed(completed, toString());
    }
  }

  /** Rule 22: a log that lost what it showed is not gone on with. */
  void refuse(String why) {
    refused = true;
    world.losses().refused();
    die("it refuses: " + why);
  }

  /** Ends; what its producers hold may arrive for a long time. */
  void die(String why) {
    dead = true;
    underWay = null;
    world.story().tell(() -> this + " ends: " + why);
    world.left(this, producers.left());
  }

  boolean isIdle() {
    boolean done = !speech.isHoldingBack() && channels.isEmpty();
    return done && readers.haveRead(journal.ends()) && producers.isEmpty();
  }

  /** Does a little of everything that is to be done, without faults; false if it is stuck. */
  boolean round(int pick) {
    for (int p = 0; p < journal.partitions() && !dead; p++) {
      read(p);
    }
    for (int subtask = 0; subtask < parallelism && !dead; subtask++) {
      settle(subtask, pick);
      producers.passAll(subtask);
      if (!producers.flush(subtask)) {
        return false;
      }
    }
    if (!dead) {
      catchUp();
    }
    return true;
  }

  /** Gives up the checkpoint that is under way. */
  void giveUpCheckpoint() {
    underWay = null;
    channels.dropBarriers();
  }

  @Override
  public String toString() {
    return "job " + number;
  }
}
