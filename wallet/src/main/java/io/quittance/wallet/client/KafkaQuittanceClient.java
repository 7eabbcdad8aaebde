package io.quittance.wallet.client;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.network.NetworkFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
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
  private final Producer<byte[], byte[]> producer;
  private final LogReader instant;
  private final LogReader settled;

  KafkaQuittanceClient(
      NetworkFile network,
      Producer<byte[], byte[]> producer,
      LogReader instant,
      LogReader settled) {
    this.network = network;
    this.producer = producer;
    this.instant = instant;
    this.settled = settled;
  }

  static KafkaQuittanceClient connect(NetworkFile network) throws WalletException {
    String servers = network.bootstrapServers();
    return reaching(
        network,
        () -> {
          LogReader settled = LogReader.committed(servers);
          try {
            settled.partitions(Topics.SETTLEMENTS);
          } catch (KafkaException | WalletException e) {
            settled.close();
            throw e;
          }
          return new KafkaQuittanceClient(
              network,
              new KafkaProducer<>(
                  ClientSettings.producer(servers),
                  new ByteArraySerializer(),
                  new ByteArraySerializer()),
              LogReader.uncommitted(servers),
              settled);
        });
  }

  @Override
  public SentCommand send(PreparedCommand command) throws WalletException {
    return reaching(
        network,
        () -> {
          TopicPartition receipts = instant.partition(Topics.RECEIPTS, command.key());
          TopicPartition settlements =
              settled.partition(Topics.SETTLEMENTS, command.settledUnder().toBytes());
          LogReader.Tail newReceipts = instant.tail(receipts);
          LogReader.Tail newSettlements = settled.tail(settlements);
          long sentNanos = System.nanoTime();
          RecordMetadata place =
              produce(CommandTopicRecord.of(command, network.commandPartitions()));
          return new KafkaSentCommand(
              network, command, place, sentNanos, newReceipts, newSettlements);
        });
  }

  private RecordMetadata produce(ProducerRecord<byte[], byte[]> record) throws WalletException {
    try {
      return producer.send(record).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw WalletException.failure("Sending was interrupted.", MAY_BE_SETTLED, e);
    } catch (ExecutionException e) {
      throw unconfirmed(network, e.getCause());
    } catch (KafkaException e) {
      throw unconfirmed(network, e);
    }
  }

  @Override
  public Optional<Balance> balance(AccountId account) throws WalletException {
    byte[] key = account.toBytes();
    Balance[] last = new Balance[1];
    return reaching(
        network,
        () -> {
          settled.readAll(
              List.of(settled.partition(Topics.BALANCES, key)),
              record -> {
                if (Arrays.equals(record.key(), key)) {
                  last[0] = record.value() == null ? null : decode(Balance.class, record);
                }
              });
          return Optional.ofNullable(last[0]);
        });
  }

  @Override
  public List<Settled> settledUnder(AccountId account) throws WalletException {
    byte[] key = account.toBytes();
    List<Settled> events = new ArrayList<>();
    return reaching(
        network,
        () -> {
          settled.readAll(
              List.of(settled.partition(Topics.SETTLEMENTS, key)),
              record -> {
                if (Arrays.equals(record.key(), key)) {
                  events.add(decode(Settled.class, record));
                }
              });
          return events;
        });
  }

  @Override
  public List<Settled> history(AccountId account) throws WalletException {
    byte[] key = account.toBytes();
    // A settled event may stand twice in the log after a restore: the event id names it.
    Map<Object, Settled> events = new LinkedHashMap<>();
    return reaching(
        network,
        () -> {
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
  }

  static <T extends SpecificRecordBase> T decode(
      Class<T> type, ConsumerRecord<byte[], byte[]> record) throws WalletException {
    try {
      return SingleObject.decode(type, record.value() == null ? new byte[0] : record.value());
    } catch (MalformedRecordException e) {
      throw WalletException.failure(
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
    T run() throws WalletException;
  }

  static <T> T reaching(NetworkFile network, Exchange<T> exchange) throws WalletException {
    try {
      return exchange.run();
    } catch (KafkaException e) {
      throw unreachable(network, e);
    }
  }

  /** As {@link #reaching}, for what is done once a command may be in the log. */
  static <T> T reachingAfterSending(NetworkFile network, Exchange<T> exchange)
      throws WalletException {
    try {
      return exchange.run();
    } catch (KafkaException e) {
      throw unconfirmed(network, e);
    }
  }

  private static WalletException unreachable(NetworkFile network, Throwable cause) {
    return WalletException.failure(
        problem(network, cause),
        "Start a local network with ./quittance up, or name another with --bootstrap-servers.",
        cause);
  }

  private static WalletException unconfirmed(NetworkFile network, Throwable cause) {
    return WalletException.failure(problem(network, cause), MAY_BE_SETTLED, cause);
  }

  private static String problem(NetworkFile network, Throwable cause) {
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return cause instanceof TimeoutException
        ? "No network answers at " + network.bootstrapServers() + "."
        : "The broker at " + network.bootstrapServers() + " refused: " + reason + ".";
  }
}
