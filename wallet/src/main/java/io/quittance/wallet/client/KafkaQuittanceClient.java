package io.quittance.wallet.client;

import io.quittance.ledger.receipt.CreditReceipts;
import io.quittance.ledger.receipt.OperatorTimetables;
import io.quittance.ledger.statement.Statement;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.ClientSettings;
import io.quittance.network.kafka.KafkaRefusal;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.network.kafka.LogReader;
import io.quittance.network.kafka.NetworkTopics;
import io.quittance.network.kafka.TopicCheck;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.AccountLog;
import io.quittance.wallet.account.CreditNotice;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.ReadMarks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The client that speaks to a Kafka broker. */
final class KafkaQuittanceClient implements QuittanceClient {
  /**
   * What to do where a command may have been taken without an answer. Whoever is told to try again
   * instead pays twice.
   */
  static final String MAY_BE_SETTLED =
      "The command may still be settled: look at the wallet's history before sending another.";

  private final NetworkFile network;
  private final KafkaSettings kafka;
  private final TopicCheck topics;
  private final Producer<byte[], byte[]> producer;
  private final LogReader instant;
  private final LogReader settled;

  KafkaQuittanceClient(
      NetworkFile network,
      KafkaSettings kafka,
      TopicCheck topics,
      Producer<byte[], byte[]> producer,
      LogReader instant,
      LogReader settled) {
    this.network = network;
    this.kafka = kafka;
    this.topics = topics;
    this.producer = producer;
    this.instant = instant;
    this.settled = settled;
  }

  /** Whoever does not know the rules that a command will be judged by must not sign one. */
  private static void requireKnownRules(Statement latest) throws QuittanceException {
    if (!latest.isOfKnownRules()) {
      throw QuittanceException.failure(
          "The network judges by rule set "
              + latest.ruleSet()
              + ", which this build does not have.",
          "Use a current build of Quittance.");
    }
  }

  static KafkaQuittanceClient connect(NetworkFile network, KafkaSettings kafka)
      throws QuittanceException {
    requireKnownRules(network.latest());
    String servers = network.bootstrapServers();
    return reaching(
        network,
        kafka,
        () -> {
          NetworkTopics topics = NetworkTopics.open(network, kafka);
          try {
            topics.require(Topics.SETTLEMENTS);
          } catch (KafkaException | QuittanceException e) {
            topics.close();
            throw e;
          }
          return new KafkaQuittanceClient(
              network,
              kafka,
              topics,
              new KafkaProducer<>(
                  ClientSettings.producer(servers, kafka),
                  new ByteArraySerializer(),
                  new ByteArraySerializer()),
              LogReader.uncommitted(servers, kafka),
              LogReader.committed(servers, kafka));
        });
  }

  @Override
  public SentCommand send(PreparedCommand command) throws QuittanceException {
    return reaching(
        network,
        kafka,
        () -> {
          topics.require(Topics.JOURNAL, Topics.RECEIPTS, Topics.SETTLEMENTS);
          TopicPartition receipts = partition(Topics.RECEIPTS, command.key());
          TopicPartition settlements =
              partition(Topics.SETTLEMENTS, command.settledUnder().toBytes());
          LogReader.Tail newReceipts = instant.tail(receipts);
          LogReader.Tail newSettlements = settled.tail(settlements);
          long sentNanos = System.nanoTime();
          RecordMetadata place =
              produce(CommandTopicRecord.of(command, network.commandPartitions()));
          CommandPlace known = CommandPlace.of(place, command.ageMillis());
          return new KafkaSentCommand(
              network, kafka, command, known, sentNanos, newReceipts, newSettlements);
        });
  }

  private TopicPartition partition(Topic topic, byte[] key) {
    return LogReader.partition(topic, key, network.commandPartitions());
  }

  private RecordMetadata produce(ProducerRecord<byte[], byte[]> record) throws QuittanceException {
    try {
      return producer.send(record).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw QuittanceException.failure("Sending was interrupted.", MAY_BE_SETTLED, e);
    } catch (ExecutionException e) {
      throw unsent(record.topic(), e.getCause());
    } catch (KafkaException e) {
      throw unsent(record.topic(), e);
    }
  }

  private QuittanceException unsent(String topic, Throwable cause) {
    // Whoever may write to no topic at all is refused as a producer: by the send itself, or, when
    // the brokers were faster than it, as the state in which it finds its producer.
    boolean noProducer =
        cause instanceof ClusterAuthorizationException
            || cause.getCause() instanceof ClusterAuthorizationException;
    Throwable refusal = noProducer ? new TopicAuthorizationException(Set.of(topic)) : cause;
    return KafkaRefusal.isFinal(refusal)
        ? KafkaRefusal.of(network.bootstrapServers(), kafka, "WRITE", refusal)
        : unconfirmed(network, kafka, cause);
  }

  @Override
  public Optional<Balance> balance(AccountId account) throws QuittanceException {
    byte[] key = account.toBytes();
    Balance[] last = new Balance[1];
    return reaching(
        network,
        kafka,
        () -> {
          topics.require(Topics.BALANCES);
          settled.readAll(
              List.of(partition(Topics.BALANCES, key)),
              record -> {
                if (Arrays.equals(record.key(), key)) {
                  last[0] = record.value() == null ? null : decode(Balance.class, record);
                }
              });
          return Optional.ofNullable(last[0]);
        });
  }

  @Override
  public AccountTail published(AccountId account, ReadMarks marks) throws QuittanceException {
    return reaching(
        network,
        kafka,
        () -> {
          topics.require(Topics.SETTLEMENTS, Topics.RECEIPTS);
          OperatorTimetables operator = network.timetables();
          // What counted under other keys, one of them not yet revoked, say, may count no more.
          if (marks.equals(ReadMarks.NONE)
              || marks.operator().equals(Optional.of(ReadMarks.digest(operator)))) {
            AccountTail tail = behind(account, marks, operator);
            if (tail.continued()) {
              return tail;
            }
          }
          // One log may go on where the other one does not: then all of both is needed.
          AccountTail whole = behind(account, ReadMarks.NONE, operator);
          return new AccountTail(whole.log(), whole.marks(), false);
        });
  }

  private AccountTail behind(AccountId account, ReadMarks marks, OperatorTimetables operator)
      throws QuittanceException {
    TopicPartition settlements = partition(Topics.SETTLEMENTS, account.toBytes());
    TopicPartition receipts = partition(Topics.RECEIPTS, account.toBytes());
    // The events first: of what they say that it was paid, the receipts then tell.
    AccountReader.Tail<Settled> events =
        new AccountReader<>(
                settled, settlements, account, record -> Optional.of(decode(Settled.class, record)))
            .read(marks.events());
    AheadOf ahead = new AheadOf();
    AccountReader.Tail<CreditNotice> credits =
        new AccountReader<>(
                instant, receipts, account, record -> notice(account, operator, record, ahead))
            .read(marks.receipts());
    return new AccountTail(
        new AccountLog(events.found(), credits.found(), ahead.highest()),
        new ReadMarks(events.mark(), credits.mark(), Optional.of(ReadMarks.digest(operator))),
        events.continued() && credits.continued());
  }

  /** The highest version of a statement that receipts name and the network file does not have. */
  private static final class AheadOf {
    private int statement;

    private OptionalInt highest() {
      return statement == 0 ? OptionalInt.empty() : OptionalInt.of(statement);
    }
  }

  private Optional<CreditNotice> notice(
      AccountId account,
      OperatorTimetables operator,
      ConsumerRecord<byte[], byte[]> record,
      AheadOf ahead) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    Optional<CreditReceipts.Said> said =
        CreditReceipts.told(network.id(), operator, account, value, record.timestamp());
    if (said.isPresent() && said.get() instanceof CreditReceipts.Told told) {
      return Optional.of(new CreditNotice(told.number(), told.entry(), told.doubtful()));
    } else if (said.isPresent() && said.get() instanceof CreditReceipts.Ahead later) {
      ahead.statement = Math.max(ahead.statement, later.statement());
    }
    return Optional.empty();
  }

  @Override
  public List<Settled> history(AccountId account) throws QuittanceException {
    byte[] key = account.toBytes();
    // A settled event may stand twice in the log after a restore: the event id names it.
    Map<Object, Settled> events = new LinkedHashMap<>();
    return reaching(
        network,
        kafka,
        () -> {
          topics.require(Topics.SETTLEMENTS);
          settled.readAll(
              settled.partitions(Topics.SETTLEMENTS),
              record -> {
                Settled event = decode(Settled.class, record);
                if (Arrays.equals(record.key(), key)
                    || Arrays.equals(event.getAccount().bytes(), key)) {
                  events.putIfAbsent(event.getEventId(), event);
                }
              });
          List<Settled> sorted = new ArrayList<>(events.values());
          sorted.sort(Comparator.comparing(event -> event.getPosition().getTimestampMillis()));
          return sorted;
        });
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    instant.close();
    settled.close();
    topics.close();
  }

  static <T extends SpecificRecordBase> T decode(
      Class<T> type, ConsumerRecord<byte[], byte[]> record) throws QuittanceException {
    try {
      return SingleObject.decode(type, record.value() == null ? new byte[0] : record.value());
    } catch (MalformedRecordException e) {
      throw QuittanceException.failure(
          "Record "
              + record.offset()
              + " in partition "
              + record.partition()
              + " of "
              + record.topic()
              + " cannot be read: "
              + e.getMessage()
              + ".",
          "Use a wallet of the same version as the network, or tell the operator.",
          e);
    }
  }

  /** Something done with the broker. */
  interface Exchange<T> {
    T run() throws QuittanceException;
  }

  static <T> T reaching(NetworkFile network, KafkaSettings kafka, Exchange<T> exchange)
      throws QuittanceException {
    try {
      return exchange.run();
    } catch (KafkaException e) {
      throw KafkaRefusal.of(network.bootstrapServers(), kafka, e);
    }
  }

  /** As {@link #reaching}, for what is done once a command may be in the log. */
  static <T> T reachingAfterSending(NetworkFile network, KafkaSettings kafka, Exchange<T> exchange)
      throws QuittanceException {
    try {
      return exchange.run();
    } catch (KafkaException e) {
      throw unconfirmed(network, kafka, e);
    }
  }

  private static QuittanceException unconfirmed(
      NetworkFile network, KafkaSettings kafka, Throwable cause) {
    return QuittanceException.failure(
        KafkaRefusal.sentence(kafka.client(network.bootstrapServers()), "READ", cause),
        MAY_BE_SETTLED,
        cause);
  }
}
