package io.quittance.analytics.query;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.statement.Statement;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.network.kafka.LogReader;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.schemas.signature.VerifyingKey;
import io.quittance.stack.local.EmbeddedBroker;
import io.quittance.stack.local.LedgerTopics;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker with the catalogue's topics, and whatever a test writes to them. */
final class FilledTopics implements AutoCloseable {
  private static final SigningKey AUTHORITY = SigningKey.random(new SecureRandom());
  static final int PARTITIONS = 3;

  private final EmbeddedBroker broker;
  private Producer<byte[], byte[]> producer;
  final NetworkFile network;

  private FilledTopics(EmbeddedBroker broker, NetworkFile network) {
    this.broker = broker;
    this.network = network;
    producer = producer();
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Properties settings = client();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "filled-topics");
    ByteArraySerializer bytes = new ByteArraySerializer();
    KafkaProducer<byte[], byte[]> made = new KafkaProducer<>(settings, bytes, bytes);
    made.initTransactions();
    return made;
  }

  /** Deletes a topic and creates it again, empty. */
  void createAnew(Topic topic) throws Exception {
    producer.close();
    try (Admin admin = Admin.create(client())) {
      admin.deleteTopics(List.of(topic.name())).all().get();
      while (admin.listTopics().names().get().contains(topic.name())) {
        Thread.onSpinWait();
      }
    }
    LedgerTopics.create(broker.bootstrapServers(), PARTITIONS, (short) 1);
    producer = producer();
  }

  /** Starts a broker for a network with two assets, EUR and YEN. */
  static FilledTopics start(Path directory) throws QuittanceException {
    EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
    LedgerTopics.create(broker.bootstrapServers(), PARTITIONS, (short) 1);
    NetworkFile network =
        NetworkFile.found(
            Statement.founding(
                "test",
                AUTHORITY.verifyingKey(),
                PARTITIONS,
                OperatorKeys.of(AUTHORITY.verifyingKey()),
                List.of(asset("EUR", 2), asset("YEN", 0))),
            AUTHORITY,
            broker.bootstrapServers());
    return new FilledTopics(broker, network);
  }

  private static Asset asset(String code, int decimals) {
    VerifyingKey key = AUTHORITY.verifyingKey();
    return new Asset(code, decimals, key, key, Optional.empty());
  }

  Properties client() {
    Properties client = new Properties();
    client.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
    return client;
  }

  byte[] asset(int index) {
    return network.assets().get(index).id().toBytes();
  }

  /** Writes a record and returns when the broker says it was appended. */
  long committed(Topic topic, byte[] key, SpecificRecordBase record) throws Exception {
    producer.beginTransaction();
    long millis = send(topic, key, SingleObject.encode(record));
    producer.commitTransaction();
    return millis;
  }

  /** Writes a record that nobody must count. */
  void aborted(Topic topic, byte[] key, SpecificRecordBase record) throws Exception {
    producer.beginTransaction();
    send(topic, key, SingleObject.encode(record));
    producer.abortTransaction();
  }

  /** Writes any bytes. */
  void bytes(Topic topic, byte[] value) throws Exception {
    producer.beginTransaction();
    send(topic, null, value);
    producer.commitTransaction();
  }

  /** Returns how many committed records a topic has. */
  long size(Topic topic) throws QuittanceException {
    AtomicLong size = new AtomicLong();
    try (LogReader reader = LogReader.committed(broker.bootstrapServers(), KafkaSettings.NONE)) {
      reader.readAll(reader.partitions(topic), record -> size.incrementAndGet());
    }
    return size.get();
  }

  private long send(Topic topic, byte[] key, byte[] value) throws Exception {
    return producer.send(new ProducerRecord<>(topic.name(), key, value)).get().timestamp();
  }

  @Override
  public void close() {
    producer.close();
    broker.close();
  }
}
