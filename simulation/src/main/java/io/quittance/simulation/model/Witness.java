package io.quittance.simulation.model;

/**
 * That a record stood at a place: what was shown of the journal.
 *
 * @param partition which
 * @param offset where in it
 * @param print the record's fingerprint: of its append time and its bytes
 */
record Witness(int partition, int offset, int print) {
  static Witness of(Appended record) {
    return new Witness(record.partition(), record.offset(), record.print());
  }

  /** Tells whether the journal still holds what was shown. */
  boolean holds(Journal journal, boolean offsetsOnly) {
    return offset < journal.end(partition)
        && (offsetsOnly || journal.at(partition, offset).print() == print);
  }

  @Override
  public String toString() {
    return "p" + partition + "@" + offset;
  }
}
