package io.quittance.simulation.model;

/** An instance's reading subtasks: each record is stamped with its partition's state; rule 9. */
final class Readers {
  private final World world;
  private final Design design;
  private final Journal journal;
  private final Job job;
  private final Read read;
  private final Survey survey;
  private final int[] readBy;
  private final int[] epochs;
  private final PartitionState[] partitions;

  Readers(World world, Job job) {
    this.world = world;
    this.design = world.design();
    this.journal = world.journal();
    this.job = job;
    this.read = new Read(design, world.layout());
    this.survey = new Survey(world, job);
    this.readBy = new int[journal.partitions()];
    this.epochs = new int[journal.partitions()];
    this.partitions = new PartitionState[journal.partitions()];
    for (int p = 0; p < readBy.length; p++) {
      readBy[p] = world.schedule().choose(job.parallelism());
      epochs[p] = journal.epoch(p);
      partitions[p] = new PartitionState();
    }
  }

  /** Takes up each partition's state, found by the partition wherever it was read. */
  void restore(Checkpoint checkpoint) {
    for (int p = 0; p < partitions.length; p++) {
      partitions[p] = checkpoint.partitions[p].copy();
      boolean here = checkpoint.readBy[p] % job.parallelism() == readBy[p];
      if (design.has(Departure.READ_STATE_BY_SUBTASK) && !here) {
        partitions[p].forget();
      }
    }
  }

  /** Rule 22, at start. */
  void surveyAll() {
    for (int p = 0; p < partitions.length && !job.isDead(); p++) {
      survey(p);
    }
  }

  private void survey(int p) {
    survey
        .missing(p)
        .ifPresent(missing -> job.refuse(missing + " was shown and is not in the log"));
  }

  /** Reads one record of a partition; rule 22 comes before it. */
  boolean read(int p) {
    PartitionState state = partitions[p];
    if (epochs[p] != journal.epoch(p)) {
      epochs[p] = journal.epoch(p);
      if (!design.has(Departure.NO_SURVEY_AT_NEW_LEADER)) {
        survey(p);
        if (job.isDead()) {
          return true;
        }
      }
    }
    if (state.offset() >= journal.end(p)) {
      return false;
    }
    Appended record = journal.at(p, state.offset());
    world.losses().reads(job, record);
    if (record.content() instanceof Entry entry && survey.isWithoutCause(entry)) {
      job.refuse(record + " follows from " + entry.cause() + ", which is not there");
      return true;
    }
    if (record.aborted() && design.has(Departure.SKIPS_ABORTED)) {
      state.pass(record);
      return true;
    }
    Verdict verdict = read.pass(state, record);
    if (verdict == null) {
      job.enter(readBy[p], new Item(record, stamp(p)));
    } else {
      job.tell(record, verdict, null);
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

  /** Returns the stamp that settle sees: the one that reading put on the record. */
  Stamp atSettle(Stamp stamp) {
    if (!design.has(Departure.STATEMENTS_BROADCAST)) {
      return stamp;
    }
    int version = stamp.version();
    for (PartitionState state : partitions) {
      version = Math.max(version, state.version());
    }
    return new Stamp(version, stamp.usurped(), stamp.time());
  }

  Witness last(int partition) {
    return partitions[partition].last();
  }

  /** Tells whether all is read that stands before these ends. */
  boolean haveRead(int[] ends) {
    for (int p = 0; p < ends.length; p++) {
      if (partitions[p].offset() < ends[p]) {
        return false;
      }
    }
    return true;
  }

  void snapshot(int from, Checkpoint checkpoint) {
    for (int p = 0; p < partitions.length; p++) {
      if (readBy[p] == from) {
        checkpoint.partitions[p] = partitions[p].copy();
        checkpoint.readBy[p] = from;
      }
    }
  }
}
