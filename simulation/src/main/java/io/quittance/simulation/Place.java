package io.quittance.simulation;

import io.quittance.jobs.record.LogRecord;
import io.quittance.schemas.LogPosition;

/**
 * Where a record stands in a topic.
 *
 * @param partition from 0
 * @param offset within the partition, from 0
 * @param timestampMillis when it was appended
 */
record Place(int partition, long offset, long timestampMillis) {
  static Place of(LogRecord record) {
    return new Place(record.partition(), record.offset(), record.timestampMillis());
  }

  static Place of(LogPosition position) {
    return new Place(position.getPartition(), position.getOffset(), position.getTimestampMillis());
  }

  LogPosition position() {
    return new LogPosition(partition, offset, timestampMillis);
  }

  @Override
  public String toString() {
    return partition + "/" + offset;
  }
}
