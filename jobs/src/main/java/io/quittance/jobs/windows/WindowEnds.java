package io.quittance.jobs.windows;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.settlement.ExactlyOnceSink;
import io.quittance.jobs.settlement.LogRecordReader;
import io.quittance.schemas.Roles;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.analytics.EncryptedTotal;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The windows job's source and sink on a Kafka cluster. */
public final class WindowEnds {
  private WindowEnds() {}

  /**
   * Returns a source of what is final, from the log's beginning where no checkpoint says better.
   *
   * @param client settings of the Kafka clients, {@code bootstrap.servers} at least
   */
  public static KafkaSource<LogRecord> settlements(String network, Properties client) {
    return KafkaSource.<LogRecord>builder()
        .setProperties(client)
        .setTopics(Topics.SETTLEMENTS.name())
        .setGroupId(Roles.windowsConsumerGroup(network))
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new LogRecordReader())
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        // The number of partitions is fixed for the life of a ledger.
        .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1")
        .build();
  }

  /** Returns a sink that writes each total once: two of one window would be one too many. */
  public static Sink<EncryptedTotal> windows(
      String network, Properties client, Duration transactionTimeout) {
    KafkaSink<EncryptedTotal> kafka =
        KafkaSink.<EncryptedTotal>builder()
            .setKafkaProducerConfig(client)
            .setBootstrapServers(client.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG))
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(Roles.transactionalIdPrefix(network, Topics.WINDOWS))
            .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING)
            .setProperty(ProducerConfig.ACKS_CONFIG, "all")
            .setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "" + transactionTimeout.toMillis())
            .setRecordSerializer(
                (total, context, timestamp) ->
                    new ProducerRecord<>(
                        Topics.WINDOWS.name(),
                        total.getAsset().bytes(),
                        SingleObject.encode(total)))
            .build();
    return new ExactlyOnceSink<>(
        kafka, client, "Totals that do not stand there are missing for good.");
  }

  /**
   * Returns what tells a first run from one whose state is missing: with each checkpoint, and so
   * with the first totals, the source commits how far it is.
   */
  static FirstRun firstRun(String network, Properties client) {
    return () -> {
      try (Admin admin = Admin.create(client)) {
        String group = Roles.windowsConsumerGroup(network);
        if (!admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .get()
            .isEmpty()) {
          throw new IllegalStateException(
              "totals are published already, but the windows job was started without state; start"
                  + " it from its newest checkpoint, or from a savepoint");
        }
      }
    };
  }
}
