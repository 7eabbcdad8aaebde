package io.quittance.ledger.submission;

import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.LogPosition;

/**
 * Where a record stands in a topic, and when the broker appended it.
 *
 * @param partition from 0
 * @param offset within the partition, from 0
 * @param timestampMillis log-append time, milliseconds since 1970-01-01T00:00:00Z
 */
public record Position(int partition, long offset, long timestampMillis) {
  /** Returns the position as it was read from a record. */
  public static Position of(LogPosition record) {
    return new Position(record.getPartition(), record.getOffset(), record.getTimestampMillis());
  }

  /** Returns where a record of the journal stands, of which it is known by what it was judged. */
  public static Position of(JournalPosition record) {
    return new Position(record.getPartition(), record.getOffset(), record.getTimestampMillis());
  }

  /**
   * Returns the position as it stands in what follows from a record of the journal.
   *
   * @param statement version of the network's statement that the record is judged by
   */
  public JournalPosition judgedBy(int statement) {
    return new JournalPosition(partition, offset, timestampMillis, statement);
  }

  /** Returns the position as it stands in records that follow from no verdict. */
  public LogPosition toRecord() {
    return new LogPosition(partition, offset, timestampMillis);
  }
}
