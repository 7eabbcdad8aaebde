package io.quittance.simulation.model;

/**
 * What the final lane tells of a record that was accepted.
 *
 * @param record where the record stands and its fingerprint
 * @param key whose it is
 * @param code what became of it
 */
record Event(Witness record, int key, Code code) {
  @Override
  public String toString() {
    return code + " of " + record;
  }
}
