package io.quittance.jobs.deployment;

import io.quittance.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Tells a ledger's first start from one whose checkpoints are missing.
 *
 * <p>To begin anew would decide the same again, but every settled event would stand in the log a
 * second time. If only a disk is not there, waiting for it is better.
 */
final class FirstStart {
  private static final Duration POLL = Duration.ofMillis(200);

  private FirstStart() {}

  /**
   * Checks that nothing has been settled yet.
   *
   * @throws IllegalStateException if something has
   */
  static void require(Properties client, int partitions, Path checkpoints) {
    if (hasSettled(client, partitions)) {
      throw new IllegalStateException(
          "this ledger has settled events, but no checkpoint stands in "
              + checkpoints
              + "; put the checkpoints back, or start it from a savepoint");
    }
  }

  /**
   * As the other, where only Flink knows what state there is.
   *
   * @throws IllegalStateException if something has been settled
   */
  static void require(Properties client, int partitions) {
    if (hasSettled(client, partitions)) {
      throw new IllegalStateException(
          "this ledger has settled events, but the job was started without state;"
              + " start it from its newest checkpoint, or from a savepoint");
    }
  }

  private static boolean hasSettled(Properties client, int partitions) {
    Properties settings = new Properties();
    settings.putAll(client);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    List<TopicPartition> all =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(Topics.SETTLEMENTS.name(), partition))
            .toList();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        if (!consumer.poll(POLL).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }
}
