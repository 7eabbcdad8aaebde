package io.quittance.wallet.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.receipt.SignedReceipts;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.network.kafka.LogReader;
import io.quittance.network.kafka.TopicCheck;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.ReadMarks;
import io.quittance.wallet.account.TestNetwork;
import io.quittance.wallet.account.WalletAccount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class KafkaSentCommandTest {
  private static final Duration BRIEFLY = Duration.ofMillis(300);
  private static final TopicPartition RECEIPTS = new TopicPartition(Topics.RECEIPTS.name(), 0);
  private static final TopicPartition SETTLEMENTS =
      new TopicPartition(Topics.SETTLEMENTS.name(), 0);
  private static final int PARTITION = 2;
  private static final long OFFSET = 40;
  private static final long SENT = 5_000_000;
  private static final long AGE = 7_000;

  /** The first time at which the command can have stood anywhere. */
  private static final long EARLIEST = SENT - AGE - CommandPlace.CLOCK_DIFFERENCE_MILLIS;

  private final TestNetwork network = new TestNetwork(true);
  private final WalletAccount alice = network.wallet("alice");
  private final MockConsumer<byte[], byte[]> receipts = consumer(RECEIPTS);
  private final MockConsumer<byte[], byte[]> settlements = consumer(SETTLEMENTS);
  private PreparedCommand command;
  private KafkaSentCommand sent;

  @BeforeEach
  void send_command() throws QuittanceException {
    command = alice.open();
    assertEquals("ACCEPTED", network.submit(command));
    sent = sent(network.file());
  }

  private KafkaSentCommand sent(NetworkFile file) throws QuittanceException {
    return new KafkaSentCommand(
        file,
        KafkaSettings.NONE,
        command,
        CommandPlace.of(
            new RecordMetadata(
                new TopicPartition(Topics.JOURNAL.name(), PARTITION), OFFSET, 0, SENT, 0, 0),
            AGE),
        System.nanoTime(),
        new LogReader("", KafkaSettings.NONE, receipts).tail(RECEIPTS),
        new LogReader("", KafkaSettings.NONE, settlements).tail(SETTLEMENTS));
  }

  @Test
  void receipt_ofTheOperator_isTheAnswer() throws QuittanceException {
    append(receipts, RECEIPTS, command.key(), sign(network.id(), receipt(ReceiptStatus.ACCEPTED)));
    assertEquals(ReceiptStatus.ACCEPTED, sent.awaitReceipt(BRIEFLY).content().getStatus());
  }

  @Test
  void receipt_forgedOrOfAnotherCommand_doesNotEndTheWait() throws QuittanceException {
    Receipt accepted = receipt(ReceiptStatus.ACCEPTED);
    byte[] forged =
        SignedReceipts.sign(
            network.id(), new TestNetwork(false).operatorKeys.signingKey(), accepted);
    Receipt other = receipt(ReceiptStatus.ACCEPTED);
    other.setCommandId(alice.asset().id().fixed());
    append(receipts, RECEIPTS, command.key(), forged);
    append(receipts, RECEIPTS, command.key(), new byte[] {1, 2, 3});
    append(receipts, RECEIPTS, command.key(), null);
    append(receipts, RECEIPTS, null, sign(network.id(), accepted));
    append(receipts, RECEIPTS, command.key(), sign(new TestNetwork(false).id(), accepted));
    append(receipts, RECEIPTS, command.key(), sign(network.id(), other));
    QuittanceException e = assertThrows(QuittanceException.class, () -> sent.awaitReceipt(BRIEFLY));
    assertTrue(e.getMessage().startsWith("No receipt that counts came"), e.getMessage());
    append(receipts, RECEIPTS, command.key(), sign(network.id(), accepted));
    assertEquals(accepted, sent.awaitReceipt(BRIEFLY).content());
  }

  @Test
  void rejection_ofAnotherSubmissionOfTheSameBytes_isNotOurs() throws QuittanceException {
    Receipt elsewhere = receipt(ReceiptStatus.REJECTED);
    elsewhere.setPosition(new JournalPosition(PARTITION + 1, OFFSET, SENT, 1));
    Receipt later = receipt(ReceiptStatus.REJECTED);
    later.setPosition(new JournalPosition(PARTITION, OFFSET + 1, SENT, 1));
    append(receipts, RECEIPTS, command.key(), sign(network.id(), elsewhere));
    append(receipts, RECEIPTS, command.key(), sign(network.id(), later));
    QuittanceException e = assertThrows(QuittanceException.class, () -> sent.awaitReceipt(BRIEFLY));
    assertTrue(e.getMessage().startsWith("No receipt came within"), e.getMessage());
    Receipt ours = receipt(ReceiptStatus.REJECTED);
    append(receipts, RECEIPTS, command.key(), sign(network.id(), ours));
    assertEquals(ours, sent.awaitReceipt(BRIEFLY).content());
  }

  @Test
  void acceptance_ofAnEarlierSubmissionOfTheSameBytes_isOurs() throws QuittanceException {
    Receipt first = receipt(ReceiptStatus.ACCEPTED);
    first.setPosition(new JournalPosition(PARTITION, OFFSET - 1, EARLIEST, 1));
    append(receipts, RECEIPTS, command.key(), sign(network.id(), first));
    assertEquals(first, sent.awaitReceipt(BRIEFLY).content());
  }

  /** Whoever has a key that the operator retired can sign anything, dated back to its time. */
  @Test
  void acceptance_datedBeforeTheCommandWasMade_doesNotEndTheWait() throws QuittanceException {
    Receipt elsewhere = receipt(ReceiptStatus.ACCEPTED);
    elsewhere.setPosition(new JournalPosition(PARTITION, OFFSET - 1, EARLIEST - 1, 1));
    Receipt here = receipt(ReceiptStatus.ACCEPTED);
    here.setPosition(new JournalPosition(PARTITION, OFFSET, SENT - 1, 1));
    Receipt rejected = receipt(ReceiptStatus.REJECTED);
    rejected.setPosition(new JournalPosition(PARTITION, OFFSET, 0L, 1));
    for (Receipt forged : List.of(elsewhere, here, rejected)) {
      append(receipts, RECEIPTS, command.key(), sign(network.id(), forged));
    }
    QuittanceException e = assertThrows(QuittanceException.class, () -> sent.awaitReceipt(BRIEFLY));
    assertTrue(
        e.getMessage().contains("place or time at which the command cannot"), e.getMessage());
    append(receipts, RECEIPTS, command.key(), sign(network.id(), receipt(ReceiptStatus.ACCEPTED)));
    assertEquals(SENT, sent.awaitReceipt(BRIEFLY).content().getPosition().getTimestampMillis());
  }

  /** Who pays himself is told of the credit under the id of his own command. */
  @Test
  void receipt_thatTellsOfACredit_isNoVerdict() throws QuittanceException {
    for (long time : new long[] {SENT, EARLIEST - 1}) {
      Receipt credited = receipt(ReceiptStatus.ACCEPTED);
      credited.setStatus(ReceiptStatus.CREDITED);
      credited.setPosition(new JournalPosition(PARTITION, OFFSET, time, 1));
      append(receipts, RECEIPTS, command.key(), sign(network.id(), credited));
    }
    QuittanceException e = assertThrows(QuittanceException.class, () -> sent.awaitReceipt(BRIEFLY));
    assertTrue(e.getMessage().startsWith("No receipt came within"), e.getMessage());
    Receipt accepted = receipt(ReceiptStatus.ACCEPTED);
    append(receipts, RECEIPTS, command.key(), sign(network.id(), accepted));
    assertEquals(accepted, sent.awaitReceipt(BRIEFLY).content());
  }

  @Test
  void receipt_ofARevokedKey_doesNotEndTheWait() throws QuittanceException {
    SigningKey stolen = network.operatorKeys.signingKey();
    SigningKey fresh = new TestNetwork(false).operatorKeys.signingKey();
    NetworkFile revoked = network.rotated(SENT + 1, fresh.verifyingKey(), true);
    sent = sent(revoked);
    Receipt accepted = receipt(ReceiptStatus.ACCEPTED);
    append(receipts, RECEIPTS, command.key(), SignedReceipts.sign(network.id(), stolen, accepted));
    QuittanceException e = assertThrows(QuittanceException.class, () -> sent.awaitReceipt(BRIEFLY));
    assertTrue(e.getMessage().contains("key that the operator has revoked"), e.getMessage());
    assertTrue(e.advice().contains("may still be settled"), e.advice());
    append(receipts, RECEIPTS, command.key(), SignedReceipts.sign(network.id(), fresh, accepted));
    assertEquals(accepted, sent.awaitReceipt(BRIEFLY).content());
  }

  /** Who got a retired key names the statement by which it signs for ever. */
  @Test
  void receipt_ofARetiredKeyUnderAnOldStatement_doesNotEndTheWait() throws QuittanceException {
    SigningKey fresh = new TestNetwork(false).operatorKeys.signingKey();
    sent = sent(network.rotated(SENT, fresh.verifyingKey(), false));
    Receipt accepted = receipt(ReceiptStatus.ACCEPTED);
    append(receipts, RECEIPTS, command.key(), sign(network.id(), accepted));
    QuittanceException e = assertThrows(QuittanceException.class, () -> sent.awaitReceipt(BRIEFLY));
    assertTrue(e.getMessage().contains("operator had retired by then"), e.getMessage());
    // The operator may have signed it late: whoever is told to pay again pays twice.
    assertTrue(e.advice().contains("may still be settled"), e.advice());
    accepted.setPosition(new JournalPosition(PARTITION, OFFSET, SENT, 2));
    append(receipts, RECEIPTS, command.key(), SignedReceipts.sign(network.id(), fresh, accepted));
    assertEquals(accepted, sent.awaitReceipt(BRIEFLY).content());
  }

  @Test
  void doubtfulReceipt_ofAnotherCommand_isNotSpokenOf() throws QuittanceException {
    SigningKey fresh = new TestNetwork(false).operatorKeys.signingKey();
    for (boolean revoked : new boolean[] {true, false}) {
      sent = sent(network.rotated(revoked ? SENT + 1 : SENT, fresh.verifyingKey(), revoked));
      Receipt other = receipt(ReceiptStatus.ACCEPTED);
      other.setCommandId(alice.asset().id().fixed());
      append(receipts, RECEIPTS, command.key(), sign(network.id(), other));
      QuittanceException e =
          assertThrows(QuittanceException.class, () -> sent.awaitReceipt(BRIEFLY));
      assertTrue(e.getMessage().startsWith("No receipt came within"), e.getMessage());
    }
  }

  /** A new asset, say: the operator's key is the one that the wallet knows. */
  @Test
  void receipt_ofALaterStatementUnderTheKnownKey_counts() throws QuittanceException {
    Receipt accepted = receipt(ReceiptStatus.ACCEPTED);
    accepted.setPosition(new JournalPosition(PARTITION, OFFSET, SENT, 2));
    append(receipts, RECEIPTS, command.key(), sign(network.id(), accepted));
    assertEquals(accepted, sent.awaitReceipt(BRIEFLY).content());
  }

  @Test
  void receipt_ofALaterStatementThanTheFiles_asksForTheNewFile() throws QuittanceException {
    SigningKey fresh = new TestNetwork(false).operatorKeys.signingKey();
    Receipt accepted = receipt(ReceiptStatus.ACCEPTED);
    accepted.setPosition(new JournalPosition(PARTITION, OFFSET, SENT, 2));
    byte[] value = SignedReceipts.sign(network.id(), fresh, accepted);
    append(receipts, RECEIPTS, command.key(), value);
    // What is not about this command tells of nothing.
    Receipt elsewhere = receipt(ReceiptStatus.REJECTED);
    elsewhere.setPosition(new JournalPosition(PARTITION, OFFSET + 1, SENT, 9));
    append(receipts, RECEIPTS, command.key(), sign(network.id(), elsewhere));
    QuittanceException e = assertThrows(QuittanceException.class, () -> sent.awaitReceipt(BRIEFLY));
    assertTrue(e.getMessage().contains("older than statement 2"), e.getMessage());
    sent = sent(network.rotated(SENT, fresh.verifyingKey(), false));
    append(receipts, RECEIPTS, command.key(), value);
    assertEquals(accepted, sent.awaitReceipt(BRIEFLY).content());
  }

  @Test
  void settledEvent_ofTheCommand_isFoundAmongOthers() throws QuittanceException {
    Settled event = network.settlements.get(0);
    Settled other = Settled.newBuilder(event).setEventId(alice.asset().id().fixed()).build();
    append(settlements, SETTLEMENTS, command.key(), SingleObject.encode(other));
    assertThrows(QuittanceException.class, () -> sent.awaitFinal(BRIEFLY));
    append(settlements, SETTLEMENTS, alice.asset().id().toBytes(), new byte[] {1});
    append(settlements, SETTLEMENTS, command.key(), SingleObject.encode(event));
    assertEquals(event, sent.awaitFinal(BRIEFLY).content());
  }

  @Test
  void settledEvent_unreadableUnderOurKey_isSaidSo() {
    append(settlements, SETTLEMENTS, command.key(), new byte[] {1});
    QuittanceException e = assertThrows(QuittanceException.class, () -> sent.awaitFinal(BRIEFLY));
    assertTrue(e.getMessage().contains("cannot be read"), e.getMessage());
  }

  @Test
  void log_readToItsEnd_isVisitedInOrder() throws QuittanceException {
    MockConsumer<byte[], byte[]> consumer = consumer(SETTLEMENTS);
    consumer.assign(List.of(SETTLEMENTS));
    for (byte i = 0; i < 3; i++) {
      append(consumer, SETTLEMENTS, new byte[] {i}, new byte[] {i});
    }
    StringBuilder visited = new StringBuilder();
    LogReader reader = new LogReader("", KafkaSettings.NONE, consumer);
    reader.readAll(reader.partitions(Topics.SETTLEMENTS), r -> visited.append(r.key()[0]));
    assertEquals("012", visited.toString());
    assertThrows(QuittanceException.class, () -> reader.partitions(Topics.BALANCES));
  }

  @Test
  void broker_goneWhileAnAnswerIsAwaited_isNoReasonToSendAnother() {
    receipts.setPollException(new KafkaException("gone"));
    settlements.setPollException(new KafkaException("gone"));
    assertWarnsOfSendingAnother(() -> sent.awaitReceipt(BRIEFLY));
    assertWarnsOfSendingAnother(() -> sent.awaitFinal(BRIEFLY));
  }

  /** A record whose acknowledgement got lost stands in the log: sending another pays twice. */
  @Test
  void broker_goneWhileACommandIsSent_isNoReasonToSendAnother() {
    MockProducer<byte[], byte[]> failsLater =
        new MockProducer<>() {
          @Override
          public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            return CompletableFuture.failedFuture(new TimeoutException("no acknowledgement"));
          }
        };
    MockProducer<byte[], byte[]> failsAtOnce = new MockProducer<>();
    failsAtOnce.sendException = new KafkaException("gone");
    for (MockProducer<byte[], byte[]> producer : List.of(failsLater, failsAtOnce)) {
      KafkaQuittanceClient client =
          new KafkaQuittanceClient(
              network.file(),
              KafkaSettings.NONE,
              allowing(true),
              producer,
              reader(Topics.RECEIPTS),
              reader(Topics.SETTLEMENTS));
      assertWarnsOfSendingAnother(() -> client.send(command));
    }
  }

  /** A command that stands in no log of the network could still be settled in another. */
  @Test
  void topics_otherThanTheNetworks_areNeitherReadNorWritten() {
    MockProducer<byte[], byte[]> producer = new MockProducer<>();
    KafkaQuittanceClient client =
        new KafkaQuittanceClient(
            network.file(),
            KafkaSettings.NONE,
            allowing(false),
            producer,
            reader(Topics.RECEIPTS),
            reader(Topics.SETTLEMENTS));
    for (Executable use :
        List.<Executable>of(
            () -> client.send(command),
            () -> client.balance(command.account()),
            () -> client.published(command.account(), ReadMarks.NONE),
            () -> client.settledUnder(command.account()),
            () -> client.history(command.account()))) {
      assertEquals("another log", assertThrows(QuittanceException.class, use).getMessage());
    }
    assertEquals(List.of(), producer.history());
  }

  private LogReader reader(Topic topic) {
    TopicPartition own =
        LogReader.partition(topic, command.key(), network.file().commandPartitions());
    return new LogReader("", KafkaSettings.NONE, consumer(own));
  }

  private static TopicCheck allowing(boolean own) {
    return new TopicCheck() {
      @Override
      public void require(Topic... topics) throws QuittanceException {
        if (!own) {
          throw QuittanceException.failure("another log", "");
        }
      }

      @Override
      public void close() {}
    };
  }

  private static void assertWarnsOfSendingAnother(Executable exchange) {
    QuittanceException e = assertThrows(QuittanceException.class, exchange);
    assertTrue(e.advice().contains("look at the wallet's history"), e.advice());
  }

  private Receipt receipt(ReceiptStatus status) {
    return Receipt.newBuilder(network.receipt())
        .setStatus(status)
        .setCode(status == ReceiptStatus.ACCEPTED ? null : "WRONG_PARTITION")
        .setPosition(new JournalPosition(PARTITION, OFFSET, SENT, 1))
        .build();
  }

  private byte[] sign(NetworkId id, Receipt receipt) {
    return SignedReceipts.sign(id, network.operatorKeys.signingKey(), receipt);
  }

  private static MockConsumer<byte[], byte[]> consumer(TopicPartition partition) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updatePartitions(
        partition.topic(), List.of(new PartitionInfo(partition.topic(), 0, null, null, null)));
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, 0L));
    return consumer;
  }

  private static void append(
      MockConsumer<byte[], byte[]> consumer, TopicPartition partition, byte[] key, byte[] value) {
    long offset = consumer.endOffsets(List.of(partition)).get(partition);
    consumer.addRecord(
        new ConsumerRecord<>(partition.topic(), partition.partition(), offset, key, value));
    consumer.updateEndOffsets(Map.of(partition, offset + 1));
  }
}
