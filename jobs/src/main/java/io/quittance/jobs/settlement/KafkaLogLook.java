package io.quittance.jobs.settlement;

import io.quittance.network.kafka.KafkaRefusal;
import io.quittance.network.kafka.LogIdentity;
import io.quittance.network.kafka.PresentTopics;
import io.quittance.network.kafka.RecordDigest;
import io.quittance.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** A look at a topic of a Kafka cluster. */
public final class KafkaLogLook implements LogLook {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final Properties client;
  private final Topic topic;
  private final Admin admin;

  /**
   * Opens a look.
   *
   * @param client settings of a Kafka client, {@code bootstrap.servers} at least
   */
  public KafkaLogLook(Properties client, Topic topic) {
    this.client = client;
    this.topic = topic;
    this.admin = Admin.create(client);
  }

  @Override
  public Optional<LogIdentity> identity() {
    try {
      return PresentTopics.ask(admin, List.of(topic)).log(topic);
    } catch (ExecutionException e) {
      throw refused(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at topic " + topic.name(), e);
    }
  }

  @Override
  public Optional<byte[]> digestAt(int partition, long offset) {
    return firstFrom(partition, offset).filter(mark -> mark.offset() == offset).map(Mark::digest);
  }

  @Override
  public Optional<Mark> firstFrom(int partition, long offset) {
    TopicPartition place = new TopicPartition(topic.name(), partition);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> one = List.of(place);
      long end = consumer.endOffsets(one).get(place);
      if (consumer.beginningOffsets(one).get(place) > offset || end <= offset) {
        return Optional.empty();
      }
      consumer.assign(one);
      consumer.seek(place, offset);
      return first(consumer, place, end);
    } catch (KafkaException e) {
      throw refused(e);
    }
  }

  @Override
  public Map<Integer, Long> ends(Set<Integer> partitions) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(
        number -> asked.put(new TopicPartition(topic.name(), number), OffsetSpec.latest()));
    ListOffsetsOptions isolation =
        new ListOffsetsOptions(
            topic.transactional()
                ? IsolationLevel.READ_COMMITTED
                : IsolationLevel.READ_UNCOMMITTED);
    try {
      Map<Integer, Long> ends = new TreeMap<>();
      admin
          .listOffsets(asked, isolation)
          .all()
          .get()
          .forEach((place, end) -> ends.put(place.partition(), end.offset()));
      return ends;
    } catch (ExecutionException e) {
      throw refused(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at topic " + topic.name(), e);
    }
  }

  private static Optional<Mark> first(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition place, long end) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(place) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(place)) {
        return Optional.of(new Mark(record.offset(), RecordDigest.of(record)));
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "no record of "
                + place
                + " before "
                + end
                + " could be read in "
                + PATIENCE.toSeconds()
                + " s");
      }
    }
    return Optional.empty();
  }

  private IllegalStateException refused(Throwable refusal) {
    return new IllegalStateException(KafkaRefusal.sentence(client, "READ", refusal), refusal);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return PlaceConsumer.open(
        client,
        topic.transactional() ? PlaceConsumer.COMMITTED : PlaceConsumer.UNCOMMITTED,
        Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1"));
  }

  @Override
  public void close() {
    admin.close(CLOSING);
  }
}
