package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.deployment.StatementsInJournal;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.statement.Statement;
import io.quittance.network.file.NetworkFile;
import io.quittance.schemas.Roles;
import io.quittance.schemas.Topics;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.schemas.signature.VerifyingKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before a job starts, its network's statements stand in every partition, and only as often. */
class StatementsInJournalTest {
  private static final int PARTITIONS = 3;
  private static final SigningKey AUTHORITY = SigningKey.of(new byte[SigningKey.BYTES]);

  private final NetworkFile first = found(AUTHORITY);
  private NetworkFile second;

  @TempDir Path directory;
  private EmbeddedBroker broker;
  private Properties client;

  @BeforeEach
  void start() throws Exception {
    second = first.with(first.latest().next(), AUTHORITY);
    broker = EmbeddedBroker.start(directory, 0, Map.of());
    LedgerTopics.create(broker.bootstrapServers(), PARTITIONS, (short) 1);
    client = new Properties();
    client.setProperty("bootstrap.servers", broker.bootstrapServers());
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void emptyJournal_getsTheFirstStatementOnceInEachPartition() {
    StatementsInJournal.write(client, first);
    StatementsInJournal.write(client, first);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertStands(partition, first.statements().values());
    }
  }

  @Test
  void nextStatement_isWrittenBehindTheFirst_onceInEachPartition() {
    StatementsInJournal.write(client, first);
    StatementsInJournal.write(client, second);
    StatementsInJournal.write(client, second);
    List<byte[]> all = new ArrayList<>(first.statements().values());
    all.addAll(second.statements().values());
    for (int partition = 0; partition < PARTITIONS; partition++) {
      assertStands(partition, all);
    }
  }

  @Test
  void strangersRecordBeforeIt_isNoStatement() throws Exception {
    byte[] garbage = {1, 2, 3};
    send(1, garbage);
    StatementsInJournal.write(client, first);
    assertStands(0, first.statements().values());
    assertStands(1, List.of(garbage, first.statements().values().get(0)));
  }

  @Test
  void noteThatLeadsElsewhere_isNotBelieved() throws Exception {
    byte[] one = first.statements().values().get(0);
    byte[] garbage = {1, 2, 3};
    StatementsInJournal.write(client, first);
    send(0, garbage);
    note(0, 1);
    note(1, 99);
    StatementsInJournal.write(client, first);
    assertStands(0, List.of(one, garbage, one));
    assertStands(1, List.of(one, one));
    assertStands(2, List.of(one));
  }

  @Test
  void statementThatWasDeleted_isWrittenAgain() throws Exception {
    byte[] one = first.statements().values().get(0);
    StatementsInJournal.write(client, first);
    try (Admin admin = Admin.create(client)) {
      admin.deleteRecords(Map.of(partition(2), RecordsToDelete.beforeOffset(1))).all().get();
    }
    StatementsInJournal.write(client, first);
    assertStands(2, List.of(one));
    assertStands(1, List.of(one));
  }

  @Test
  void noteOfAnotherNetworkOfThatName_isNotBelieved() {
    byte[] seed = new byte[SigningKey.BYTES];
    seed[0] = 1;
    NetworkFile other = found(SigningKey.of(seed));
    StatementsInJournal.write(client, first);
    StatementsInJournal.write(client, other);
    assertStands(
        0, List.of(first.statements().values().get(0), other.statements().values().get(0)));
  }

  @Test
  void unknownRules_areNotWritten() throws Exception {
    Statement next = first.latest().next();
    Statement later =
        new Statement(
            next.version(),
            next.previous(),
            next.name(),
            next.authority(),
            next.partitions(),
            Statement.RULE_SET + 1,
            next.operator(),
            next.assets());
    NetworkFile ahead = first.with(later, AUTHORITY);
    String said =
        assertThrows(IllegalStateException.class, () -> StatementsInJournal.write(client, ahead))
            .getMessage();
    assertTrue(said.contains("statement 2 of the network asks for rule set 3"), said);
    assertEquals(List.of(), records(0));
  }

  private static NetworkFile found(SigningKey authority) {
    VerifyingKey key = authority.verifyingKey();
    return NetworkFile.found(
        Statement.founding("test", key, PARTITIONS, OperatorKeys.of(key), List.of()),
        authority,
        "");
  }

  private void note(int partition, long offset) throws Exception {
    try (Admin admin = Admin.create(client)) {
      admin
          .alterConsumerGroupOffsets(
              Roles.statementsConsumerGroup("test"),
              Map.of(partition(partition), new OffsetAndMetadata(offset)))
          .all()
          .get();
    }
  }

  private void send(int partition, byte[] value) throws Exception {
    KafkaLog.send(
        broker.bootstrapServers(),
        List.of(new ProducerRecord<>(Topics.JOURNAL.name(), partition, null, value)));
  }

  private void assertStands(int partition, List<byte[]> values) {
    List<byte[]> found = records(partition);
    assertEquals(values.size(), found.size(), "records of partition " + partition);
    for (int i = 0; i < values.size(); i++) {
      assertArrayEquals(values.get(i), found.get(i));
    }
  }

  private List<byte[]> records(int partition) {
    return KafkaLog.committed(broker.bootstrapServers(), Topics.JOURNAL.name()).stream()
        .filter(record -> record.partition() == partition)
        .map(ConsumerRecord::value)
        .toList();
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(Topics.JOURNAL.name(), number);
  }
}
