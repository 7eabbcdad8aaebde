package io.quittance.simulation.model;

/**
 * A transaction that is closed and flushed, and what is known of it; a part of the checkpoint.
 *
 * @param transaction itself
 * @param checkpoint the one whose completion commits it
 * @param before the offsets of the checkpoint before that
 * @param subtask which settling subtask wrote it
 * @param from by partition, where the journal's records begin that it may tell of
 * @param to where they end
 * @param tallies by partition, what it holds there; null for nothing
 */
record Prepared(
    Transaction transaction,
    Checkpoint checkpoint,
    int[] before,
    int subtask,
    int[] from,
    int[] to,
    Tally[] tallies) {
  /** Tells whether it may tell of a key. */
  boolean owns(int key) {
    return key % checkpoint.parallelism == subtask;
  }
}
