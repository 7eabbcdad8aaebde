package io.quittance.simulation.model;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One instance of the job: reads partitions, settles keys, says entries, takes checkpoints. */
final class Job {
  private final World world;
  private final Design design;
  private final Journal journal;
  private final int number;
  private final int parallelism;
  private final Build build;
  private final Read read;
  private final Rules rules;
  private final Statements statements;
  private final int[] readBy;
  private final int[] epochs;
  private final PartitionState[] partitions;
  private final KeyState[] keys;
  private final Channels channels;
  private final Sink[] sinks;
  private final Witness[] acknowledged;
  private final Survey survey;
  private final FinalLane finalLane;
  private final Comparison comparison;
  private final boolean knowsRevocation;
  private HoldingBack holdingBack;
  private int[] silentBelow;
  private CheckpointUnderWay underWay;
  private int checkpoints;
  private boolean silent;
  private boolean dead;
  private boolean refused;
  private boolean promoting;

  /** Starts an instance, from a checkpoint or from nothing. */
  Job(World world, int number, Start start) {
    this.world = world;
    this.design = world.design();
    this.journal = world.journal();
    this.number = number;
    this.parallelism = start.parallelism();
    this.build = start.build();
    this.silent = start.silent();
    Layout layout = world.layout();
    this.read = new Read(design, layout);
    this.rules = new Rules(design, layout, build);
    this.statements = new Statements(design);
    this.readBy = new int[layout.partitions()];
    this.epochs = new int[layout.partitions()];
    this.partitions = new PartitionState[layout.partitions()];
    this.acknowledged = new Witness[layout.partitions()];
    this.keys = new KeyState[layout.keys()];
    this.channels = new Channels(parallelism);
    this.sinks = new Sink[parallelism];
    this.survey = new Survey(world, this);
    this.comparison = start.candidate() ? new Comparison(world) : null;
    this.finalLane = new FinalLane(world, this, start.lineage(), start.writesFinal());
    boolean revoked = false;
    for (int p = 0; p < readBy.length; p++) {
      readBy[p] = world.schedule().choose(parallelism);
      epochs[p] = journal.epoch(p);
      partitions[p] = new PartitionState();
      revoked |= world.checker().partition(p).version() == Statements.VERSIONS;
    }
    this.knowsRevocation = revoked;
    Arrays.setAll(keys, key -> new KeyState());
    Arrays.setAll(sinks, subtask -> new Sink(world));
    world.story().tell(() -> this + " starts " + start);
    begin(start);
  }

  private void begin(Start start) {
    Checkpoint checkpoint = start.checkpoint();
    if (checkpoint != null) {
      restore(checkpoint);
    } else if (design.holdsBack() || start.candidate()) {
      holdingBack = new HoldingBack(design, journal.ends());
    } else if (design.has(Departure.SILENT_BELOW_COMMITTED)) {
      silentBelow = world.committedOffsets();
    } else if (design.has(Departure.SILENT_BELOW_THE_END)) {
      silentBelow = journal.ends();
    }
    if (!design.has(Departure.NO_SURVEY_AT_START)) {
      for (int p = 0; p < partitions.length && !dead; p++) {
        survey(p);
      }
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
    for (int p = 0; p < partitions.length; p++) {
      partitions[p] = checkpoint.partitions[p].copy();
      boolean here = checkpoint.readBy[p] % parallelism == readBy[p];
      if (design.has(Departure.READ_STATE_BY_SUBTASK) && !here) {
        partitions[p].forget();
      }
      acknowledged[p] = checkpoint.acknowledged[p];
    }
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
    checkpoint.onTheWire.forEach(sinks[0]::giveUnchained);
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
    return partitions[partition].last();
  }

  Witness acknowledged(int partition) {
    return acknowledged[partition];
  }

  KeyState key(int key) {
    return keys[key];
  }

  int offset(int partition) {
    return partitions[partition].offset();
  }

  boolean isDead() {
    return dead;
  }

  boolean isRefused() {
    return refused;
  }

  boolean isSilent() {
    return silent;
  }

  boolean isCandidate() {
    return comparison != null && holdingBack != null && !holdingBack.isOver();
  }

  boolean isPromoting() {
    return promoting && isCandidate();
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

  /** Reads one record of a partition; rule 22 comes before it. */
  boolean read(int p) {
    PartitionState state = partitions[p];
    if (epochs[p] != journal.epoch(p)) {
      epochs[p] = journal.epoch(p);
      if (!design.has(Departure.NO_SURVEY_AT_NEW_LEADER)) {
        survey(p);
        if (dead) {
          return true;
        }
      }
    }
    if (state.offset() >= journal.end(p)) {
      return false;
    }
    Appended record = journal.at(p, state.offset());
    world.losses().reads(this, record);
    if (record.content() instanceof Entry entry && survey.isWithoutCause(entry)) {
      refuse(record + " follows from " + entry.cause() + ", which is not there");
      return true;
    }
    if (record.aborted() && design.has(Departure.SKIPS_ABORTED)) {
      state.pass(record);
      return true;
    }
    Verdict verdict = read.pass(state, record);
    if (verdict != null) {
      tell(record, verdict, null);
      return true;
    }
    Item item = new Item(record, stamp(p));
    int to = owner(record.key());
    channels.queue(readBy[p], to).add(item);
    if (underWay != null) {
      underWay.entered(readBy[p], to, item);
    }
    return true;
  }

  private Stamp stamp(int p) {
    if (!design.has(Departure.TIME_ACROSS_PARTITIONS)) {
      return partitions[p].stamp();
    }
    int time = 0;
    for (int other = 0; other < partitions.length; other++) {
      time = Math.max(time, readBy[other] == readBy[p] ? partitions[other].time() : 0);
    }
    return new Stamp(partitions[p].version(), partitions[p].usurped(), time);
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
    Verdict verdict = rules.judge(state, record, stampAtSettle(item.stamp()));
    tell(record, verdict, state);
    if (holdingBack != null) {
      boolean listed =
          record.content() instanceof Entry entry
              && statements.lists(item.stamp().version(), item.stamp().usurped(), entry.key());
      holdingBack.judged(record, verdict, listed);
    }
    for (Fact fact : verdict.emitted()) {
      emit(to, fact, record);
    }
    finalLane.judged(to, record, verdict);
    boolean waits = world.layout().isEscrow(record.key()) && !state.isDecided();
    if (waits && !state.held.isEmpty() && !isCandidate() && world.schedule().oneIn(4)) {
      sinks[to].write(
          Outgoing.record(world.layout().partition(record.key()), record.key(), new Due()));
    }
  }

  private Stamp stampAtSettle(Stamp stamp) {
    if (!design.has(Departure.STATEMENTS_BROADCAST)) {
      return stamp;
    }
    int version = stamp.version();
    for (PartitionState state : partitions) {
      version = Math.max(version, state.version());
    }
    return new Stamp(version, stamp.usurped(), stamp.time());
  }

  private void tell(Appended record, Verdict verdict, KeyState state) {
    if (isCandidate()) {
      comparison.judged(record, Told.of(record, verdict, state == null ? null : state.canonical()));
      if (!design.has(Departure.CANDIDATE_SPEAKS)) {
        return;
      }
    }
    world.checker().said(this, record, verdict);
    world.tell(record, verdict, state);
    if (world.isCutting() && state != null && !(record.content() instanceof Due)) {
      Witness about = Witness.of(record);
      sinks[owner(record.key())].write(Outgoing.receipt(partitions.length, about));
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
    boolean quiet = silentBelow != null && cause.offset() < silentBelow[cause.partition()];
    if (silent || quiet) {
      world.story().tell(() -> "  " + this + " keeps silent of " + entry);
      return;
    }
    if (holdingBack == null
        || isCandidate() && design.has(Departure.CANDIDATE_SPEAKS)
        || !holdingBack.keeps(entry, fact, cause)) {
      give(to, entry);
    }
  }

  private void give(int to, Outgoing entry) {
    boolean anywhere = design.has(Departure.SINK_REBALANCED);
    sinks[anywhere ? world.schedule().choose(parallelism) : to].give(entry);
  }

  /** Sends one record of a subtask's sink; some batches time out. */
  boolean send(int subtask, boolean loses) {
    Sink sink = sinks[subtask];
    if (!sink.wire().isEmpty() && (!sink.hasQueued() || world.schedule().choose(2) == 1)) {
      sink.pass();
      return true;
    }
    if (!sink.hasQueued()) {
      return false;
    }
    Outgoing outgoing = sink.take();
    if (loses) {
      sink.lose(outgoing);
    } else {
      land(sink, outgoing);
    }
    return true;
  }

  private boolean land(Sink sink, Outgoing outgoing) {
    if (!world.takes(outgoing)) {
      sink.putBack(outgoing);
      return false;
    }
    Appended appended = world.land(outgoing, toString());
    if (appended != null) {
      Witness before = acknowledged[appended.partition()];
      if (before == null || before.offset() < appended.offset()) {
        acknowledged[appended.partition()] = Witness.of(appended);
      }
    }
    return true;
  }

  /** Rule 5: ends holding back once all is read; a candidate is promoted or refused then. */
  boolean catchUp() {
    if (holdingBack == null || holdingBack.isOver() || isCandidate() && !promoting) {
      return false;
    }
    int[] until = holdingBack.until();
    boolean early = promoting && design.has(Departure.PROMOTED_BEFORE_CAUGHT_UP);
    for (int p = 0; p < until.length && !early; p++) {
      if (partitions[p].offset() < until[p]) {
        return false;
      }
    }
    boolean waiting =
        channels.holds(item -> item.record().offset() < until[item.record().partition()]);
    if (waiting && !early) {
      return false;
    }
    if (isCandidate() && !decide()) {
      return true;
    }
    holdingBack.release(entry -> give(owner(((Entry) entry.content()).fact().origin()), entry));
    return true;
  }

  /** Asks for a candidate's promotion: it reads to the end, and then it is decided. */
  void askForPromotion() {
    promoting = true;
    holdingBack.extend(journal.ends());
  }

  /** Rules 23 and 24. */
  private boolean decide() {
    if (!comparison.isComplete()
        && !design.has(Departure.PROMOTED_BEFORE_CAUGHT_UP)
        && !design.has(Departure.PROMOTED_UNCOMPARED)) {
      throw new IllegalStateException("all is read and something is not compared");
    }
    Optional<int[]> difference =
        design.has(Departure.PROMOTED_UNCOMPARED) ? Optional.empty() : comparison.difference();
    world
        .story()
        .tell(
            () ->
                difference
                    .map(at -> this + " is refused: its verdict differs at p" + at[0] + "@" + at[1])
                    .orElse(this + " is promoted"));
    world.candidates().decided(this, difference);
    if (difference.isPresent()) {
      die("it is refused");
      return false;
    }
    world.counts().promotions++;
    finalLane.takeOver(world.nextLineage());
    return true;
  }

  /** Is silent no longer. */
  void speak() {
    silent = false;
    world.story().tell(() -> this + " speaks from now on");
  }

  /** Becomes the one that writes the final lane. */
  void promote() {
    silent = false;
    giveUpCheckpoint();
    finalLane.takeOver(world.nextLineage());
    world.story().tell(() -> this + " is promoted");
  }

  boolean trigger(boolean unaligned) {
    boolean holding = holdingBack != null && !holdingBack.isOver();
    if (underWay != null || holding || channels.hasRecovered()) {
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
    for (int p = 0; p < partitions.length; p++) {
      if (readBy[p] == from) {
        checkpoint.partitions[p] = partitions[p].copy();
        checkpoint.readBy[p] = from;
      }
    }
  }

  /** Rule 3: a snapshot waits until all is acknowledged; returns false if the instance failed. */
  boolean snapshotSettle(int to, Checkpoint checkpoint) {
    Sink sink = sinks[to];
    if (!design.has(Departure.NO_FLUSH)) {
      if (sink.hasFailed()) {
        die("its flush failed");
        return false;
      }
      while (sink.hasQueued()) {
        if (!land(sink, sink.take())) {
          die("an entry is too large for the topic");
          return false;
        }
      }
      checkpoint.onTheWire.addAll(sink.wire());
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
    for (int p = 0; p < partitions.length; p++) {
      checkpoint.acknowledged[p] = acknowledged[p];
    }
    return true;
  }

  private void complete() {
    Checkpoint completed = underWay == null || dead ? null : underWay.completed();
    if (completed != null) {
      underWay = null;
      finalLane.completed(completed);
      world.completed(completed, toString());
    }
  }

  private void survey(int p) {
    survey.missing(p).ifPresent(missing -> refuse(missing + " was shown and is not in the log"));
  }

  /** Rule 22: a log that lost what it showed is not gone on with. */
  private void refuse(String why) {
    refused = true;
    world.losses().refused();
    die("it refuses: " + why);
  }

  /** Ends; what its producers hold may arrive for a long time. */
  void die(String why) {
    dead = true;
    underWay = null;
    world.story().tell(() -> this + " ends: " + why);
    world.left(this, Arrays.stream(sinks).map(Sink::left).toList());
  }

  boolean isIdle() {
    boolean holding = holdingBack != null && !holdingBack.isOver();
    if (holding || !channels.isEmpty()) {
      return false;
    }
    for (int p = 0; p < partitions.length; p++) {
      if (partitions[p].offset() < journal.end(p)) {
        return false;
      }
    }
    return Arrays.stream(sinks).allMatch(Sink::isEmpty);
  }

  /** Does a little of everything that is to be done, without faults; false if it is stuck. */
  boolean round(int pick) {
    for (int p = 0; p < partitions.length && !dead; p++) {
      read(p);
    }
    for (int subtask = 0; subtask < parallelism && !dead; subtask++) {
      settle(subtask, pick);
      Sink sink = sinks[subtask];
      while (!sink.wire().isEmpty()) {
        sink.pass();
      }
      while (sink.hasQueued()) {
        if (!land(sink, sink.take())) {
          return false;
        }
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
