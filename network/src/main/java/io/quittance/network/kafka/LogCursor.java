package io.quittance.network.kafka;

import io.quittance.network.QuittanceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions from given offsets up to given ends, a batch at a time; records of a partition
 * come in their order.
 */
public final class LogCursor {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;

  private final Function<KafkaException, QuittanceException> refusal;

  private LogCursor(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> ends,
      Function<KafkaException, QuittanceException> refusal) {
    this.consumer = consumer;
    this.ends = Map.copyOf(ends);
    this.refusal = refusal;
  }

  /**
   * Begins to read.
   *
   * @param refusal says for a person what Kafka's client says
   */
  static LogCursor start(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> begins,
      Map<TopicPartition, Long> ends,
      Function<KafkaException, QuittanceException> refusal)
      throws QuittanceException {
    LogCursor cursor = new LogCursor(consumer, ends, refusal);
    try {
      consumer.assign(begins.keySet());
      // A partition that was assigned before stays paused where an earlier cursor ended.
      consumer.resume(begins.keySet());
      begins.forEach(consumer::seek);
      cursor.pauseWhatIsRead();
    } catch (KafkaException e) {
      throw refusal.apply(e);
    }
    return cursor;
  }

  /** Returns the next records, at least one; none when all partitions are read up to their ends. */
  public List<ConsumerRecord<byte[], byte[]>> next() throws QuittanceException {
    try {
      return poll();
    } catch (KafkaException e) {
      throw refusal.apply(e);
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> poll() throws QuittanceException {
    long deadline = System.nanoTime() + ClientSettings.PATIENCE.toNanos();
    while (ends.keySet().stream().anyMatch(partition -> position(partition) < end(partition))) {
      List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < end(new TopicPartition(record.topic(), record.partition()))) {
          batch.add(record);
        }
      }
      pauseWhatIsRead();
      if (!batch.isEmpty()) {
        return batch;
      }
      if (System.nanoTime() > deadline) {
        throw QuittanceException.failure(
            "The broker stopped answering while its log was being read.",
            "Check the broker, then try again.");
      }
    }
    return List.of();
  }

  /** Returns the offset that comes next in a partition; its end when it is read. */
  public long position(TopicPartition partition) {
    return Math.min(consumer.position(partition), end(partition));
  }

  private long end(TopicPartition partition) {
    return ends.get(partition);
  }

  private void pauseWhatIsRead() {
    consumer.pause(
        ends.keySet().stream()
            .filter(partition -> consumer.position(partition) >= end(partition))
            .toList());
  }
}
