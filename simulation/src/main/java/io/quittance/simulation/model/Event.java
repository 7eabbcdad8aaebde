package io.quittance.simulation.model;

/**
 * What the final lane tells of a record that was accepted.
 *
 * @param record where the record stands and its fingerprint
 * @param key whose it is
 * @param code what became of it
 */
record Event(Witness record, int key, Code code) {
  /** Returns a number to sum up: equal events have equal ones in every run. */
  long digest() {
    long mixed = record.print() * 0x9E3779B97F4A7C15L + key * 31L + code.ordinal();
    mixed ^= mixed >>> 29;
    return mixed * 0xBF58476D1CE4E5B9L;
  }

  @Override
  public String toString() {
    return code + " of " + record;
  }
}
