package io.quittance.audit;

import io.quittance.ledger.submission.Position;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.LogPosition;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a record stands.
 *
 * @param topic name of its topic
 * @param position where in it
 */
public record Place(String topic, Position position) {
  static Place of(ConsumerRecord<byte[], byte[]> record) {
    return new Place(
        record.topic(), new Position(record.partition(), record.offset(), record.timestamp()));
  }

  static Place of(Topic topic, LogPosition position) {
    return new Place(topic.name(), Position.of(position));
  }

  /** Returns where a judged record stands in the journal. */
  static Place of(JournalPosition position) {
    return new Place(Topics.JOURNAL.name(), Position.of(position));
  }

  /** Returns the place in a topic that stands in a key behind so many bytes. */
  static Place of(Topic topic, byte[] key, int behind) {
    ByteBuffer place = ByteBuffer.wrap(key, behind, key.length - behind);
    return new Place(topic.name(), new Position(place.getInt(), place.getLong(), place.getLong()));
  }

  /** Returns a key with the whole place behind it: partition, offset, log time. */
  byte[] behind(byte[] key) {
    return ByteBuffer.allocate(key.length + Integer.BYTES + 2 * Long.BYTES)
        .put(key)
        .putInt(position.partition())
        .putLong(position.offset())
        .putLong(position.timestampMillis())
        .array();
  }

  /** Returns the key of a place in its topic: partition, then offset. */
  static byte[] key(LogPosition position) {
    return key(position.getPartition(), position.getOffset());
  }

  static byte[] key(JournalPosition position) {
    return key(position.getPartition(), position.getOffset());
  }

  static byte[] key(int partition, long offset) {
    return ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
        .putInt(partition)
        .putLong(offset)
        .array();
  }

  @Override
  public String toString() {
    return topic + "-" + position.partition() + "@" + position.offset();
  }
}
