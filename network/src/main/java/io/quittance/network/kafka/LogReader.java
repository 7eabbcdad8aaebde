package io.quittance.network.kafka;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads logs from the beginning to their present end, or from an offset until something comes. */
public final class LogReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  /** What is done with a record. */
  public interface Visitor {
    void visit(ConsumerRecord<byte[], byte[]> record) throws QuittanceException;
  }

  /** What is looked for in a record: nothing if this is not it. */
  public interface Search<T> {
    Optional<T> find(ConsumerRecord<byte[], byte[]> record) throws QuittanceException;
  }

  /** The rest of a partition, from an offset on. */
  public record Tail(LogReader reader, TopicPartition partition, long offset) {
    /** Searches until something is found or the time is over. */
    public <T> Optional<T> await(Duration timeout, Search<T> search) throws QuittanceException {
      return reader.await(this, timeout, search);
    }
  }

  private final String bootstrapServers;
  private final KafkaSettings kafka;
  private final Consumer<byte[], byte[]> consumer;

  public LogReader(
      String bootstrapServers, KafkaSettings kafka, Consumer<byte[], byte[]> consumer) {
    this.bootstrapServers = bootstrapServers;
    this.kafka = kafka;
    this.consumer = consumer;
  }

  /**
   * A reader that sees only what is final.
   *
   * @throws QuittanceException if nothing listens at that address, or the settings cannot be used
   */
  public static LogReader committed(String bootstrapServers, KafkaSettings kafka)
      throws QuittanceException {
    return of(bootstrapServers, "read_committed", kafka);
  }

  /**
   * A reader that sees everything at once.
   *
   * @throws QuittanceException if nothing listens at that address, or the settings cannot be used
   */
  public static LogReader uncommitted(String bootstrapServers, KafkaSettings kafka)
      throws QuittanceException {
    return of(bootstrapServers, "read_uncommitted", kafka);
  }

  private static LogReader of(String bootstrapServers, String isolation, KafkaSettings kafka)
      throws QuittanceException {
    BrokerAddress.requireAnswer(bootstrapServers);
    try {
      return new LogReader(
          bootstrapServers,
          kafka,
          new KafkaConsumer<>(
              ClientSettings.consumer(bootstrapServers, isolation, kafka),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer()));
    } catch (KafkaException e) {
      throw KafkaRefusal.of(bootstrapServers, kafka, e);
    }
  }

  private List<PartitionInfo> describe(Topic topic) throws QuittanceException {
    try {
      List<PartitionInfo> infos = consumer.partitionsFor(topic.name());
      return infos == null ? List.of() : infos;
    } catch (KafkaException e) {
      throw KafkaRefusal.of(bootstrapServers, kafka, e);
    }
  }

  /**
   * The partitions a topic has.
   *
   * @throws QuittanceException if the topic is not there or the cluster refuses; the message says
   *     what
   */
  public List<TopicPartition> partitions(Topic topic) throws QuittanceException {
    List<PartitionInfo> infos = describe(topic);
    if (infos.isEmpty()) {
      throw missing(topic);
    }
    List<TopicPartition> partitions = new ArrayList<>();
    for (int partition = 0; partition < infos.size(); partition++) {
      partitions.add(new TopicPartition(topic.name(), partition));
    }
    return partitions;
  }

  static QuittanceException missing(Topic topic) {
    return QuittanceException.failure(
        "The broker has no topic " + topic.name() + ".",
        "Check that --bootstrap-servers names a broker of this network.");
  }

  /**
   * The partition that holds a key's records. How many partitions a topic has at present does not
   * count: one that was added would lead every key astray.
   *
   * @param partitions number of the ledger's partitions, as the network's file says
   */
  public static TopicPartition partition(Topic topic, byte[] key, int partitions) {
    return new TopicPartition(topic.name(), Partitions.of(key, partitions));
  }

  /** What will be appended to a partition from now on. */
  public Tail tail(TopicPartition partition) {
    consumer.assign(List.of(partition));
    consumer.seekToEnd(List.of(partition));
    return new Tail(this, partition, consumer.position(partition));
  }

  /** Returns the offsets of the partitions' first records that are still kept. */
  public Map<TopicPartition, Long> begins(List<TopicPartition> partitions)
      throws QuittanceException {
    try {
      return consumer.beginningOffsets(partitions);
    } catch (KafkaException e) {
      throw KafkaRefusal.of(bootstrapServers, kafka, e);
    }
  }

  /** Returns the offsets after the partitions' last records. */
  public Map<TopicPartition, Long> ends(List<TopicPartition> partitions) throws QuittanceException {
    try {
      return consumer.endOffsets(partitions);
    } catch (KafkaException e) {
      throw KafkaRefusal.of(bootstrapServers, kafka, e);
    }
  }

  /** Reads partitions from these offsets up to these; it replaces what was being read before. */
  public LogCursor read(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends)
      throws QuittanceException {
    return LogCursor.start(
        consumer, begins, ends, e -> KafkaRefusal.of(bootstrapServers, kafka, e));
  }

  /** Visits all records of the partitions up to their present ends. */
  public void readAll(List<TopicPartition> partitions, Visitor visitor) throws QuittanceException {
    LogCursor cursor = read(begins(partitions), ends(partitions));
    List<ConsumerRecord<byte[], byte[]>> batch;
    while (!(batch = cursor.next()).isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : batch) {
        visitor.visit(record);
      }
    }
  }

  private <T> Optional<T> await(Tail from, Duration timeout, Search<T> search)
      throws QuittanceException {
    if (!consumer.assignment().equals(Set.of(from.partition()))) {
      consumer.assign(List.of(from.partition()));
    }
    // A cursor that has come to its end pauses the partition, and to be assigned again changes
    // nothing.
    consumer.resume(List.of(from.partition()));
    consumer.seek(from.partition(), from.offset());
    long deadline = System.nanoTime() + timeout.toNanos();
    do {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Optional<T> found = search.find(record);
        if (found.isPresent()) {
          return found;
        }
      }
      // However busy the machine is, it has looked once.
    } while (System.nanoTime() < deadline);
    return Optional.empty();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
