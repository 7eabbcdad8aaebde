package io.quittance.simulation.model;

/**
 * A record as it stands in the journal.
 *
 * @param partition where
 * @param offset where in it
 * @param time its append time
 * @param print its fingerprint; no two records have the same
 * @param key what it is keyed by
 * @param content what it says
 * @param aborted whether a transaction wrote it that was aborted
 */
record Appended(
    int partition, int offset, int time, int print, int key, Content content, boolean aborted) {
  @Override
  public String toString() {
    return String.format(
        "p%d@%d t%d key %d %s%s",
        partition, offset, time, key, content, aborted ? ", in an aborted transaction" : "");
  }
}
