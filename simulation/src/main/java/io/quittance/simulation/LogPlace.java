package io.quittance.simulation;

import io.quittance.jobs.record.LogRecord;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.LogPosition;

/**
 * Where a record stands in a topic.
 *
 * @param partition from 0
 * @param offset within the partition, from 0
 * @param timestampMillis when it was appended
 */
record LogPlace(int partition, long offset, long timestampMillis) {
  static LogPlace of(LogRecord record) {
    return new LogPlace(record.partition(), record.offset(), record.timestampMillis());
  }

  static LogPlace of(JournalPosition position) {
    return new LogPlace(
        position.getPartition(), position.getOffset(), position.getTimestampMillis());
  }

  static LogPlace of(LogPosition position) {
    return new LogPlace(
        position.getPartition(), position.getOffset(), position.getTimestampMillis());
  }

  /** Returns the place as it stands in what follows from its record. */
  JournalPosition judgedBy(int statement) {
    return new JournalPosition(partition, offset, timestampMillis, statement);
  }

  @Override
  public String toString() {
    return partition + "/" + offset;
  }
}
