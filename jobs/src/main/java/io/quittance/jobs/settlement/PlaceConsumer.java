package io.quittance.jobs.settlement;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers that look at certain places of a topic and leave no trace: no group, no new topic. */
final class PlaceConsumer {
  static final String COMMITTED = "read_committed";

  /** Also what stands in transactions that are open or were aborted. */
  static final String UNCOMMITTED = "read_uncommitted";

  private PlaceConsumer() {}

  /**
   * Opens one. An offset that is not there is an error: a broker that was restored from a copy may
   * end before it.
   *
   * @param client settings of a Kafka client, {@code bootstrap.servers} at least
   * @param isolation what is seen of transactions
   */
  static KafkaConsumer<byte[], byte[]> open(Properties client, String isolation) {
    return open(client, isolation, Map.of());
  }

  /** As the other, with more settings. */
  static KafkaConsumer<byte[], byte[]> open(
      Properties client, String isolation, Map<String, String> more) {
    Properties settings = new Properties();
    settings.putAll(client);
    settings.putAll(
        Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            isolation,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            "false",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            "false",
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none"));
    settings.putAll(more);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
