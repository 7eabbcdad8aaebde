package io.quittance.network.watch;

import io.quittance.network.kafka.KafkaRefusal;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A thread that reads one whole topic, as an outsider would, and hands on its records. */
public final class TopicWatch implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long STOP_MILLIS = 5_000;

  private final Properties client;
  private final Thread thread;
  private volatile boolean closed;
  private volatile RuntimeException failure;

  private TopicWatch(
      Properties client, Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    this.client = client;
    this.thread = new Thread(() -> run(topic, reader), "watch " + topic.name());
    this.thread.setDaemon(true);
  }

  /** Starts to read {@code topic} from its beginning; transactional topics read_committed. */
  public static TopicWatch start(
      String bootstrapServers, Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    return start(bootstrapServers, KafkaSettings.NONE, topic, reader);
  }

  /** As the other, with Kafka's own settings, TLS and SASL among them. */
  public static TopicWatch start(
      String bootstrapServers,
      KafkaSettings kafka,
      Topic topic,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    TopicWatch watch = new TopicWatch(kafka.client(bootstrapServers), topic, reader);
    watch.thread.start();
    return watch;
  }

  private void run(Topic topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    Properties settings = new Properties();
    settings.putAll(client);
    settings.putAll(
        Map.of(
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            topic.transactional() ? "read_committed" : "read_uncommitted",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            "false",
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            "20"));
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (!closed) {
        consumer.poll(POLL).forEach(reader);
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Throws what stopped the thread, if anything did. */
  public void requireAlive() {
    if (failure != null) {
      throw new IllegalStateException(
          failure instanceof KafkaException
              ? KafkaRefusal.sentence(client, "READ", failure)
              : thread.getName() + " failed: " + failure,
          failure);
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
