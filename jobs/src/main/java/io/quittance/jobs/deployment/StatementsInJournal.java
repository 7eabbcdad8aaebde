package io.quittance.jobs.deployment;

import io.quittance.ledger.statement.Statement;
import io.quittance.network.file.NetworkFile;
import io.quittance.schemas.Roles;
import io.quittance.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a network's statements into every partition of its journal, the same bytes into each, in
 * their order, before a job starts.
 *
 * <p>So nothing that the job writes can stand before a statement that it is judged by: an entry is
 * signed with a key that the statements before it in its partition list. A statement that stands
 * there already changes nothing, so that one too many does no harm. Where the last one was written
 * is noted as the offset of a consumer group of its own, so that a start need write nothing as long
 * as the brokers keep the note (a week by their default); the note is only believed if the
 * statement is found there.
 */
public final class StatementsInJournal {
  private static final Logger LOG = LoggerFactory.getLogger(StatementsInJournal.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /** How long notes are followed; whoever cannot read in that time writes again. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Properties client;
  private final NetworkFile network;
  private final List<byte[]> values;

  private StatementsInJournal(Properties client, NetworkFile network) {
    this.client = client;
    this.network = network;
    this.values = network.statements().values();
  }

  /**
   * Writes the statements where they do not stand yet, and returns when all brokers that must have
   * them do.
   *
   * @param client settings of a Kafka client, {@code bootstrap.servers} at least
   * @throws IllegalStateException if the brokers refuse, or if a statement asks for rules that this
   *     build does not have; nothing is written then
   */
  public static void write(Properties client, NetworkFile network) {
    requireKnownRules(network.latest());
    new StatementsInJournal(client, network).write();
  }

  /** A statement in the journal cannot be taken back: rule sets only rise. */
  private static void requireKnownRules(Statement latest) {
    if (!latest.isOfKnownRules()) {
      throw new IllegalStateException(
          "statement "
              + latest.version()
              + " of the network asks for rule set "
              + latest.ruleSet()
              + ", and this build has 1 to "
              + Statement.RULE_SET
              + "; start a build that has it");
    }
  }

  private void write() {
    try (KafkaConsumer<byte[], byte[]> notes = consumer()) {
      List<TopicPartition> lacking = lacking(notes);
      if (!lacking.isEmpty()) {
        Map<TopicPartition, OffsetAndMetadata> last = send(lacking);
        LOG.info("Statements 1 to {} were written into {}", values.size(), lacking);
        note(notes, last);
      }
    }
  }

  /** Whoever has no note writes once more at the next start: nothing else depends on it. */
  private static void note(
      KafkaConsumer<byte[], byte[]> notes, Map<TopicPartition, OffsetAndMetadata> last) {
    try {
      notes.assign(last.keySet());
      notes.commitSync(last);
    } catch (KafkaException e) {
      LOG.warn("Where the statements stand could not be noted: {}", e.getMessage());
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties settings = new Properties();
    settings.putAll(client);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, Roles.statementsConsumerGroup(network.name()));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(settings, bytes, bytes);
  }

  /** Returns the partitions of which it is not certain that the last statement stands in them. */
  private List<TopicPartition> lacking(KafkaConsumer<byte[], byte[]> notes) {
    List<TopicPartition> all =
        IntStream.range(0, network.commandPartitions())
            .mapToObj(number -> new TopicPartition(Topics.JOURNAL.name(), number))
            .toList();
    Map<TopicPartition, OffsetAndMetadata> noted = notes.committed(Set.copyOf(all));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    return all.stream().filter(one -> !stands(notes, one, noted.get(one), deadline)).toList();
  }

  private boolean stands(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition partition,
      OffsetAndMetadata note,
      long deadline) {
    if (note == null) {
      return false;
    }
    consumer.assign(List.of(partition));
    consumer.seek(partition, note.offset());
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    while (consumer.position(partition) < end && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        return Arrays.equals(record.value(), values.get(values.size() - 1));
      }
    }
    return false;
  }

  /** Writes all statements into these partitions, and returns where the last one stands. */
  private Map<TopicPartition, OffsetAndMetadata> send(List<TopicPartition> partitions) {
    Properties settings = new Properties();
    settings.putAll(client);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    ByteArraySerializer bytes = new ByteArraySerializer();
    Map<TopicPartition, OffsetAndMetadata> last = new HashMap<>();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, bytes, bytes)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (TopicPartition partition : partitions) {
        for (byte[] value : values) {
          sent.add(
              producer.send(
                  new ProducerRecord<>(partition.topic(), partition.partition(), null, value)));
        }
      }
      for (Future<RecordMetadata> one : sent) {
        RecordMetadata where = one.get();
        last.put(
            new TopicPartition(where.topic(), where.partition()),
            new OffsetAndMetadata(where.offset()));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the network's statements could not be written into the journal: "
              + e.getCause().getMessage(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing the network's statements", e);
    }
    return last;
  }
}
