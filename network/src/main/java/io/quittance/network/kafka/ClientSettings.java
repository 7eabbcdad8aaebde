package io.quittance.network.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How the wallet's Kafka clients are set: no groups, no topic creation, answers in seconds. What a
 * person has set goes before, as far as it may be set.
 */
public final class ClientSettings {
  /** How long a call may wait for a broker before the wallet says that none answers. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int REQUEST_TIMEOUT_MILLIS = 5_000;

  /** A consumer that waits at the end of one log cannot fetch from another until it is answered. */
  private static final int FETCH_WAIT_MILLIS = 50;

  private ClientSettings() {}

  public static Properties producer(String bootstrapServers, KafkaSettings kafka) {
    return usually(
        Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            PATIENCE.toMillis(),
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            REQUEST_TIMEOUT_MILLIS,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis()),
        kafka.client(bootstrapServers));
  }

  static Properties consumer(String bootstrapServers, String isolation, KafkaSettings kafka) {
    return usually(
        Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            isolation,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            FETCH_WAIT_MILLIS,
            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            REQUEST_TIMEOUT_MILLIS,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis()),
        kafka.client(bootstrapServers));
  }

  static Properties admin(String bootstrapServers, KafkaSettings kafka) {
    return usually(
        Map.of(
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            REQUEST_TIMEOUT_MILLIS,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            (int) PATIENCE.toMillis()),
        kafka.client(bootstrapServers));
  }

  private static Properties usually(Map<String, Object> usual, Properties set) {
    Properties properties = new Properties();
    properties.putAll(usual);
    properties.putAll(set);
    return properties;
  }
}
