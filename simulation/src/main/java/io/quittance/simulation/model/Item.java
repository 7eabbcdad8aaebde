package io.quittance.simulation.model;

/**
 * A record between reading and settling, or a checkpoint's barrier.
 *
 * @param record what was read; null for a barrier
 * @param stamp what reading put on it
 */
record Item(Appended record, Stamp stamp) {
  static final Item BARRIER = new Item(null, null);

  boolean isBarrier() {
    return record == null;
  }
}
