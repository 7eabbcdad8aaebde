package io.quittance.jobs.settlement;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.schemas.Partitions;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes records to one topic.
 *
 * @param topic the topic's name
 * @param partitions number of partitions to spread keys over as the ledger does, 0 to leave that to
 *     the Kafka client
 */
record TopicRecordWriter(String topic, int partitions)
    implements KafkaRecordSerializationSchema<TopicRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      TopicRecord record, KafkaSinkContext context, Long timestamp) {
    return record(record.key(), record.value());
  }

  /** Returns the record of a key and a value, where it belongs. */
  ProducerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
    Integer partition = partitions == 0 ? null : Partitions.of(key, partitions);
    // No timestamp: the broker's log-append time counts, or the time of sending.
    return new ProducerRecord<>(topic, partition, null, key, value);
  }
}
