package io.quittance.ledger.submission;

/**
 * By what a record of the journal is judged, besides the records before it in its partition.
 *
 * @param statement version of the network's statement that holds at its place: the last one before
 *     it in its partition that follows the one before
 * @param partitionMillis greatest log-append time of the partition so far, its own included,
 *     milliseconds since 1970-01-01T00:00:00Z; a broker's clock may go back, this does not
 */
public record Stamp(int statement, long partitionMillis) {
  /** Version of the statement that founds a network. */
  public static final int FIRST = 1;

  /** Checks the version. */
  public Stamp {
    if (statement < FIRST) {
      throw new IllegalArgumentException("statements begin with " + FIRST + ", not " + statement);
    }
  }
}
