package io.quittance.wallet.client;

import io.quittance.schemas.JournalPosition;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Where a command stands in the log, and since when it can, as its sender knows it: not from a
 * receipt, which names any position that its writer likes.
 *
 * <p>Which key of the operator counts under a receipt goes by the time in the receipt. So whoever
 * has a key of the operator's past would date his forgery back to when that key counted. But the
 * broker told the sender when it appended his record, and nobody can have sent the same bytes
 * before the sender made them.
 *
 * @param partition of the journal
 * @param offset within it
 * @param timestampMillis when the broker appended the record, by the broker's clock
 * @param notBeforeMillis the first time, by the brokers' clocks, at which the bytes can have stood
 *     anywhere in the log
 */
record CommandPlace(int partition, long offset, long timestampMillis, long notBeforeMillis) {
  /** How far the clocks of two brokers may differ. */
  static final long CLOCK_DIFFERENCE_MILLIS = 60_000;

  /**
   * The place that a broker tells of.
   *
   * @param ageMillis how long before now the command was made
   */
  static CommandPlace of(RecordMetadata told, long ageMillis) {
    return new CommandPlace(
        told.partition(),
        told.offset(),
        told.timestamp(),
        told.timestamp() - ageMillis - CLOCK_DIFFERENCE_MILLIS);
  }

  /** Whether a position is that of this very record. */
  boolean isAt(JournalPosition position) {
    return position.getPartition() == partition && position.getOffset() == offset;
  }

  /** Whether the command cannot have stood there then: no honest receipt says so. */
  boolean isImpossible(JournalPosition position) {
    return isAt(position)
        ? position.getTimestampMillis() != timestampMillis
        : position.getTimestampMillis() < notBeforeMillis;
  }
}
