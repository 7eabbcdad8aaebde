package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.settlement.TransactionOutcomes.OpenException;
import io.quittance.network.kafka.KafkaRefusal;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Journal and settlements of a Kafka cluster. */
final class KafkaFinalLane implements FinalLane {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(1);

  /** How often a commit is asked for that times out. */
  private static final int COMMITS = 3;

  private final Properties client;
  private final Properties producer;
  private final int partitions;

  /**
   * Makes it; nothing is asked yet.
   *
   * @param client settings of the Kafka clients, {@code bootstrap.servers} at least
   * @param producer settings of the producer
   * @param partitions number of partitions of settlements
   */
  KafkaFinalLane(Properties client, Properties producer, int partitions) {
    this.client = Objects.requireNonNull(client, "client");
    this.producer = Objects.requireNonNull(producer, "producer");
    this.partitions = partitions;
  }

  @Override
  public Map<Integer, Long> stableEnds(Set<Integer> numbers) throws OpenException {
    return ends(numbers, PlaceConsumer.COMMITTED);
  }

  @Override
  public Map<Integer, Long> ends(Set<Integer> numbers) throws OpenException {
    return ends(numbers, PlaceConsumer.UNCOMMITTED);
  }

  private Map<Integer, Long> ends(Set<Integer> numbers, String isolation) throws OpenException {
    try (KafkaConsumer<byte[], byte[]> consumer = PlaceConsumer.open(client, isolation)) {
      List<TopicPartition> places =
          numbers.stream().map(number -> place(Topics.SETTLEMENTS, number)).toList();
      Map<Integer, Long> ends = new TreeMap<>();
      consumer.endOffsets(places).forEach((place, end) -> ends.put(place.partition(), end));
      return ends;
    } catch (KafkaException e) {
      throw refused("settlements cannot be read", "READ", e);
    }
  }

  @Override
  public void settlements(int partition, long begin, long end, Visitor visitor)
      throws OpenException {
    try (KafkaConsumer<byte[], byte[]> consumer =
        PlaceConsumer.open(client, PlaceConsumer.COMMITTED)) {
      read(consumer, place(Topics.SETTLEMENTS, partition), begin, end, visitor);
    } catch (KafkaException e) {
      throw refused("settlements cannot be read", "READ", e);
    }
  }

  @Override
  public void journal(int partition, OffsetRange offsets, Visitor visitor) throws OpenException {
    // Senders' transactions must not hide a record that was judged.
    try (KafkaConsumer<byte[], byte[]> consumer =
        PlaceConsumer.open(client, PlaceConsumer.UNCOMMITTED)) {
      TopicPartition place = place(Topics.JOURNAL, partition);
      List<TopicPartition> one = List.of(place);
      long begin = Math.max(offsets.first(), consumer.beginningOffsets(one).get(place));
      long end = Math.min(offsets.last() + 1, consumer.endOffsets(one).get(place));
      read(consumer, place, begin, end, visitor);
    } catch (KafkaException e) {
      throw refused("the journal cannot be read", "READ", e);
    }
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> consumer,
      TopicPartition place,
      long begin,
      long end,
      Visitor visitor)
      throws OpenException {
    consumer.assign(List.of(place));
    consumer.seek(place, begin);
    long at = begin;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (at < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(place)) {
        if (record.offset() >= end || !visitor.visit(logRecord(record))) {
          return;
        }
      }
      long now = consumer.position(place);
      if (now > at) {
        at = now;
        deadline = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new OpenException(
            "nothing came of " + place + " in " + PATIENCE.toSeconds() + " s", null);
      }
    }
  }

  private static LogRecord logRecord(ConsumerRecord<byte[], byte[]> record) {
    return new LogRecord(
        record.partition(), record.offset(), record.timestamp(), record.key(), record.value());
  }

  private static TopicPartition place(Topic topic, int partition) {
    return new TopicPartition(topic.name(), partition);
  }

  @Override
  public boolean isCommitted(String name) throws OpenException, InterruptedException {
    try (Admin admin = Admin.create(client)) {
      TransactionState state =
          admin.describeTransactions(List.of(name)).description(name).get().state();
      return state == TransactionState.COMPLETE_COMMIT || state == TransactionState.PREPARE_COMMIT;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        return false;
      }
      throw refused("the coordinator of " + name + " cannot be asked", "DESCRIBE", e.getCause());
    }
  }

  @Override
  public Transaction begin(String name) throws OpenException {
    Properties settings = new Properties();
    settings.putAll(producer);
    settings.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, name);
    KafkaProducer<byte[], byte[]> one =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    Begun begun = new Begun(one);
    try {
      one.initTransactions();
      one.beginTransaction();
      return begun;
    } catch (KafkaException e) {
      begun.close();
      throw refused("the transaction " + name + " cannot be begun", "WRITE", e);
    }
  }

  private final class Begun implements Transaction {
    private final TopicRecordWriter writer =
        new TopicRecordWriter(Topics.SETTLEMENTS.name(), partitions);
    private final KafkaProducer<byte[], byte[]> one;

    Begun(KafkaProducer<byte[], byte[]> one) {
      this.one = one;
    }

    @Override
    public void write(SettledRecord event) throws OpenException {
      try {
        // What cannot be sent fails the commit.
        one.send(writer.record(event.key(), event.value()));
      } catch (KafkaException e) {
        throw refused("settlements cannot be written", "WRITE", e);
      }
    }

    /** What has timed out may have reached the broker: to ask again is the one way to know. */
    @Override
    public void commit() throws OpenException {
      for (int attempt = 1; ; attempt++) {
        try {
          one.commitTransaction();
          return;
        } catch (TimeoutException e) {
          if (attempt == COMMITS) {
            throw refused("the transaction of the derived events is not committed", "WRITE", e);
          }
        } catch (KafkaException e) {
          throw refused("the transaction of the derived events is not committed", "WRITE", e);
        }
      }
    }

    /** What is left open is ended by the next attempt, or by the broker once it has timed out. */
    @Override
    public void close() {
      one.close(CLOSING);
    }
  }

  /**
   * What may be otherwise another time is open: no answer, or an attempt that another one ended.
   *
   * @throws IllegalStateException if it is a refusal, of a right for example
   */
  private OpenException refused(String what, String operation, Throwable refusal) {
    if (refusal instanceof RetriableException
        || refusal instanceof ProducerFencedException
        || refusal.getCause() instanceof RetriableException) {
      return new OpenException(what + ": " + refusal.getMessage(), refusal);
    }
    throw new IllegalStateException(
        what + ": " + KafkaRefusal.sentence(client, operation, refusal), refusal);
  }

  @Override
  public void close() {}
}
