package io.quittance.jobs.settlement;

/**
 * One record of a topic as the job read it, and where it stands.
 *
 * <p>Key and value are null where the record's are. They are not copied: the arrays come from the
 * Kafka client and go to the ledger's reader, and nothing between changes them.
 *
 * @param partition partition of the topic, from 0
 * @param offset offset within the partition, from 0
 * @param timestampMillis the broker's log-append time
 */
public record LogRecord(
    int partition, long offset, long timestampMillis, byte[] key, byte[] value) {}
