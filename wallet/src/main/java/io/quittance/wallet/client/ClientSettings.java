package io.quittance.wallet.client;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How the wallet's Kafka clients are set: no groups, no topic creation, answers in seconds. */
final class ClientSettings {
  /** How long a call may wait for a broker before the wallet says that none answers. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int REQUEST_TIMEOUT_MILLIS = 5_000;

  /** A consumer that waits at the end of one log cannot fetch from another until it is answered. */
  private static final int FETCH_WAIT_MILLIS = 50;

  private ClientSettings() {}

  static Map<String, Object> producer(String bootstrapServers) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.LINGER_MS_CONFIG,
        0,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        PATIENCE.toMillis(),
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        REQUEST_TIMEOUT_MILLIS,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        (int) PATIENCE.toMillis());
  }

  static Map<String, Object> consumer(String bootstrapServers, String isolation) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
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
        (int) PATIENCE.toMillis());
  }
}
