package io.quittance.simulation.model;

/** What reading keeps for a partition: position, statement in force, time, the last record. */
final class PartitionState {
  private int offset;
  private int version;
  private int time;
  private boolean usurped;
  private Witness last;

  PartitionState copy() {
    PartitionState copy = new PartitionState();
    copy.offset = offset;
    copy.version = version;
    copy.time = time;
    copy.usurped = usurped;
    copy.last = last;
    return copy;
  }

  /** Moves past a record; rule 9: time is the greatest so far. */
  void pass(Appended record) {
    offset++;
    time = Math.max(time, record.time());
    last = Witness.of(record);
  }

  /** Forgets statement and time but not the position. */
  void forget() {
    version = 0;
    time = 0;
    usurped = false;
  }

  void take(Statement statement) {
    version = statement.version();
    usurped |= !statement.signed() || !statement.ours();
  }

  int offset() {
    return offset;
  }

  int version() {
    return version;
  }

  boolean usurped() {
    return usurped;
  }

  int time() {
    return time;
  }

  /** Returns the last record that was read, or null. */
  Witness last() {
    return last;
  }

  Stamp stamp() {
    return new Stamp(version, usurped, time);
  }
}
