package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.schemas.Roles;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;

/** The job's sources and sinks on a Kafka cluster. */
public final class KafkaEnds {
  /** What decides over "exactly once" and "never before it is final" is not a matter of taste. */
  private static final List<String> FIXED_SETTINGS =
      List.of(
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
          ProducerConfig.RETRIES_CONFIG,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG);

  /** An entry is tried for longer than the checkpoint that waits for it. */
  private static final String ENTRY_TIMEOUT_MILLIS =
      Long.toString(FlinkSettings.CHECKPOINT_TIMEOUT.plusMinutes(1).toMillis());

  private static final String UNHURRIED_LINGER_MILLIS = "50";
  private static final String UNHURRIED_BATCH_BYTES = "131072";

  /**
   * Each checkpoint's transaction has a new id, and Flink's producer asks the former id's
   * coordinator first: of three brokers, the wrong one two times of three. It asks again after this
   * time, during which the task stands still; Kafka's default is 100 ms.
   */
  private static final String FINAL_RETRY_MILLIS = "10";

  private final String network;
  private final int partitions;
  private final Properties client;

  private KafkaEnds(String network, int partitions, Properties client) {
    this.network = network;
    this.partitions = partitions;
    this.client = client;
  }

  /**
   * Names the cluster and the ledger.
   *
   * @param network the network's name; consumer group and transactional ids begin with it
   * @param partitions number of partitions of commands and settlements
   * @param client settings of every Kafka client, {@code bootstrap.servers} at least
   * @throws IllegalArgumentException if the settings lack an address or name what the job must fix
   */
  public static KafkaEnds of(String network, int partitions, Properties client) {
    Objects.requireNonNull(network, "network");
    if (client.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG) == null) {
      throw new IllegalArgumentException("the Kafka settings name no bootstrap.servers");
    }
    for (String setting : FIXED_SETTINGS) {
      if (client.getProperty(setting) != null) {
        throw new IllegalArgumentException(
            "the Kafka settings must not name " + setting + ": the job's promises fix it");
      }
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("a ledger has at least 1 partition, not " + partitions);
    }
    Properties copy = new Properties();
    copy.putAll(client);
    return new KafkaEnds(network, partitions, copy);
  }

  /** Returns a source that reads from the beginning where no checkpoint says better. */
  public SettlementSources sources() {
    return new SettlementSources(journal());
  }

  /** Returns the sinks of both lanes. */
  public SettlementSinks sinks(SettlementOptions options) {
    return new SettlementSinks(
        entries(),
        settlements(options),
        // Only the latest of an account counts, so a second time does no harm; a transaction that
        // is lost would leave a balance stale until the account's next command.
        sink(Topics.BALANCES, DeliveryGuarantee.AT_LEAST_ONCE).build(),
        instant(Topics.RECEIPTS),
        unhurried(Topics.REJECTIONS));
  }

  private KafkaSource<LogRecord> journal() {
    KafkaSourceBuilder<LogRecord> builder =
        KafkaSource.<LogRecord>builder()
            .setProperties(client)
            .setTopics(Topics.JOURNAL.name())
            .setGroupId(Roles.consumerGroup(network))
            .setStartingOffsets(beginning())
            .setDeserializer(new LogRecordReader());
    // A sender's transaction that never ends must not stop the partition for all others.
    builder.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    // The number of partitions is fixed for the life of a ledger.
    builder.setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1");
    return builder.build();
  }

  /**
   * The beginning of every partition. A ledger whose place in the log is gone must stop and say so:
   * to begin anew, or to pass over what is missing, would be another history.
   */
  @SuppressWarnings("deprecation") // The connector has no other way to say it yet.
  private OffsetsInitializer beginning() {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      offsets.put(
          new TopicPartition(Topics.JOURNAL.name(), partition),
          KafkaPartitionSplit.EARLIEST_OFFSET);
    }
    return OffsetsInitializer.offsets(offsets, OffsetResetStrategy.NONE);
  }

  private SettlementsSink settlements(SettlementOptions options) {
    Properties transactions = transactions(options);
    String prefix = Roles.transactionalIdPrefix(network, Topics.SETTLEMENTS);
    TopicRecordWriter writer = new TopicRecordWriter(Topics.SETTLEMENTS.name(), partitions);
    KafkaSinkBuilder<SettledRecord> sink =
        KafkaSink.<SettledRecord>builder()
            .setKafkaProducerConfig(transactions)
            .setBootstrapServers(client.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG))
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setRecordSerializer(
                (event, context, timestamp) -> writer.record(event.key(), event.value()))
            .setTransactionalIdPrefix(prefix)
            // POOLING would need few ids, but a recovery leaves a transaction open whose id it does
            // not take again, after a scaling down for example (FLINK-40626): nothing would be
            // final until that times out. So ids are many, and BrokerRules see to it that brokers
            // forget them soon.
            .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING);
    return new SettlementsSink(sink.build(), client, transactions, prefix, partitions);
  }

  /** What a producer of transactions is told. */
  private Properties transactions(SettlementOptions options) {
    Properties settings = new Properties();
    settings.putAll(client);
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    // Nobody can read a record before the checkpoint that flushes it: fewer requests cost less.
    settings.setProperty(ProducerConfig.LINGER_MS_CONFIG, UNHURRIED_LINGER_MILLIS);
    settings.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, UNHURRIED_BATCH_BYTES);
    settings.setProperty(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, FINAL_RETRY_MILLIS);
    settings.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Long.toString(options.transactionTimeout().toMillis()));
    return settings;
  }

  /**
   * Nothing lingers here; but what comes while the broker has not answered yet goes together, which
   * costs the broker the less the more there is.
   */
  private KafkaSink<TopicRecord> instant(Topic topic) {
    return sink(topic, DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty(ProducerConfig.LINGER_MS_CONFIG, "0")
        .setProperty(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1")
        .build();
  }

  /**
   * Entries of one payer must stand in their order and none may be missing: one request at a time,
   * idempotent, acknowledged by all. The producer does not give one up before the checkpoint that
   * waits for it is given up; the job then starts again and says all of them again.
   */
  private KafkaSink<TopicRecord> entries() {
    return sink(Topics.JOURNAL, DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty(ProducerConfig.LINGER_MS_CONFIG, "0")
        .setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true")
        .setProperty(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1")
        .setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, ENTRY_TIMEOUT_MILLIS)
        .setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, ENTRY_TIMEOUT_MILLIS)
        .build();
  }

  /**
   * Whoever sends garbage is told in time, but not in a hurry: large requests, several at once, so
   * that what nobody waits for presses back on nobody.
   */
  private KafkaSink<TopicRecord> unhurried(Topic topic) {
    return sink(topic, DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty(ProducerConfig.LINGER_MS_CONFIG, UNHURRIED_LINGER_MILLIS)
        .setProperty(ProducerConfig.BATCH_SIZE_CONFIG, UNHURRIED_BATCH_BYTES)
        .build();
  }

  private KafkaSinkBuilder<TopicRecord> sink(Topic topic, DeliveryGuarantee guarantee) {
    return KafkaSink.<TopicRecord>builder()
        .setKafkaProducerConfig(client)
        .setBootstrapServers(client.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG))
        .setDeliveryGuarantee(guarantee)
        .setProperty(ProducerConfig.ACKS_CONFIG, "all")
        .setRecordSerializer(
            new TopicRecordWriter(topic.name(), topic.partitionedAsLedger() ? partitions : 0));
  }
}
