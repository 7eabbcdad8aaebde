package io.quittance.jobs.record;

import io.quittance.schemas.CommandHeaders;

/**
 * One record of a topic as the job read it, and where it stands.
 *
 * <p>Key and value are null where the record's are. They are not copied: the arrays come from the
 * Kafka client and go to the ledger's reader, and nothing between changes them. Advice is no part
 * of what is judged: it helps to judge a command faster, and goes no further.
 *
 * @param partition partition of the topic, from 0
 * @param offset offset within the partition, from 0
 * @param timestampMillis the broker's log-append time
 * @param advice the header {@link CommandHeaders#DECODING_ADVICE}; null where there is none
 */
public record LogRecord(
    int partition, long offset, long timestampMillis, byte[] key, byte[] value, byte[] advice) {

  /** A record without advice. */
  public LogRecord(int partition, long offset, long timestampMillis, byte[] key, byte[] value) {
    this(partition, offset, timestampMillis, key, value, null);
  }

  /** Returns the record as it is without its advice. */
  LogRecord withoutAdvice() {
    return advice == null ? this : new LogRecord(partition, offset, timestampMillis, key, value);
  }
}
