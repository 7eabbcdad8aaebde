package io.quittance.trials.demo;

import io.quittance.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts records into the journal at an even pace. */
final class Sender implements AutoCloseable {
  /** A broker that is being started again on a busy machine is no reason to give up. */
  private static final Duration DELIVERY_PATIENCE = Duration.ofMinutes(15);

  private static final double NANOS_PER_SECOND = 1e9;

  private final String bootstrapServers;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Observation observation;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  Sender(String bootstrapServers, Observation observation) {
    this.bootstrapServers = bootstrapServers;
    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            (int) DELIVERY_PATIENCE.toMillis(),
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            DELIVERY_PATIENCE.toMillis());
    this.producer = new KafkaProducer<>(settings, bytes, bytes);
    this.observation = observation;
  }

  /**
   * Sends records in their order.
   *
   * @param perSecond how many a second; latency counts from when a record was due, not from when it
   *     could at last be sent
   */
  void send(List<Shot> shots, int perSecond) {
    long start = System.nanoTime();
    for (int i = 0; i < shots.size(); i++) {
      long due = start + (long) (i * NANOS_PER_SECOND / perSecond);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      Shot shot = shots.get(i);
      observation.sent(shot.id(), due);
      producer.send(
          shot.record(),
          (metadata, error) -> {
            if (error != null) {
              failure.compareAndSet(null, error);
            }
          });
    }
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("sending failed: " + failure.get().getMessage());
    }
  }

  /** Returns how many records the journal holds: commands and entries. */
  long recordsInLog() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      producer
          .partitionsFor(Topics.JOURNAL.name())
          .forEach(
              info ->
                  ends.put(
                      new TopicPartition(info.topic(), info.partition()), OffsetSpec.latest()));
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
          .sum();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("the journal cannot be measured: " + e, e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
