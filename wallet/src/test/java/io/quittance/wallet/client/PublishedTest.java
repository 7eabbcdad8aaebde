package io.quittance.wallet.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.receipt.CreditReceipts;
import io.quittance.ledger.receipt.SignedReceipts;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.network.kafka.LogReader;
import io.quittance.network.kafka.TopicCheck;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.wallet.account.AccountLog;
import io.quittance.wallet.account.AccountMemory;
import io.quittance.wallet.account.AccountRestore;
import io.quittance.wallet.account.CreditNotice;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.ReadMark;
import io.quittance.wallet.account.ReadMarks;
import io.quittance.wallet.account.RestoredAccount;
import io.quittance.wallet.account.TestNetwork;
import io.quittance.wallet.account.WalletAccount;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client makes of what stands under an account's key in the topics. */
class PublishedTest {
  /** A time right behind those of the test's network. */
  private static final long NOW = 2_000;

  /** When the operator's second key comes into force, where he has one. */
  private static final long ROTATION = 1_500;

  private final TestNetwork network = new TestNetwork(true);
  private final WalletAccount alice = network.wallet("alice");
  private final WalletAccount bob = network.wallet("bob");
  private final SigningKey fresh = new TestNetwork(false).operatorKeys.signingKey();
  private final List<Put> receipts = new ArrayList<>();
  private final List<Put> settlements = new ArrayList<>();
  private long firstReceipt;
  private long written = NOW;

  /** A record, wherever it came from, and when the broker got it. */
  private record Put(byte[] key, byte[] value, long millis) {}

  @BeforeEach
  void alice_getsTwoAndBobOne() throws QuittanceException {
    Issuer issuer = network.issuer();
    submit(alice, alice.open());
    submit(bob, bob.open());
    assertEquals("ACCEPTED", network.submit(issuer.issue(bob.address(), 9, "", 1)));
    bob.observe(network.lastCredit(bob.id()));
    submit(bob, bob.transfer(alice.address(), 4, ""));
    network.deliverCredits();
    assertEquals("ACCEPTED", network.submit(issuer.issue(alice.address(), 6, "", 1)));
    for (Settled event : network.settlements) {
      settlements.add(new Put(TestNetwork.key(event).toBytes(), SingleObject.encode(event), NOW));
    }
  }

  @Test
  void receiptsOfCredits_thatAreGenuine_areToldInTheirOrder() throws QuittanceException {
    for (Receipt receipt : network.creditReceipts) {
      put(receipt.getAccount().bytes(), sign(receipt));
    }
    AccountTail tail = published(ReadMarks.NONE);
    assertEquals(network.published(alice.id()), tail.log());
    assertEquals(2, tail.log().credits().size());
    assertTrue(tail.continued());
  }

  /** Anybody who can write to the topic can put these there; none of them may stop a wallet. */
  @Test
  void receipts_thatAreNoGenuineCreditOfTheAccount_arePassedOver() throws QuittanceException {
    Receipt bobs = network.creditReceipts.get(0);
    Receipt paid = network.creditReceipts.get(1);
    Receipt issued = network.creditReceipts.get(2);
    SigningKey stranger = new TestNetwork(false).operatorKeys.signingKey();
    putOwn(sign(bobs));
    putOwn(SignedReceipts.sign(network.id(), stranger, paid));
    putOwn(
        SignedReceipts.sign(new TestNetwork(false).id(), network.operatorKeys.signingKey(), paid));
    putOwn(new byte[] {1, 2, 3});
    putOwn(null);
    put(null, sign(paid));
    byte[] bent = sign(paid);
    bent[bent.length - 1] ^= 1;
    putOwn(bent);
    putOwn(sign(Receipt.newBuilder(paid).setStatus(ReceiptStatus.ACCEPTED).build()));
    putOwn(sign(Receipt.newBuilder(paid).setEntry(null).build()));
    putOwn(sign(Receipt.newBuilder(paid).setEntry(ByteBuffer.wrap(new byte[] {1})).build()));
    putOwn(sign(Receipt.newBuilder(paid).setEntry(issued.getEntry()).build()));
    putOwn(sign(Receipt.newBuilder(paid).setEntry(bobs.getEntry()).build()));
    assertEquals(List.of(), published(ReadMarks.NONE).log().credits());
    putOwn(sign(paid));
    assertEquals(
        List.of(network.published(alice.id()).credits().get(0)),
        published(ReadMarks.NONE).log().credits());
  }

  @Test
  void receipt_ofARevokedKey_isDoubtful() throws QuittanceException {
    SigningKey stolen = network.operatorKeys.signingKey();
    NetworkFile revoked = network.rotated(1L << 40, fresh.verifyingKey(), true);
    Receipt paid = network.creditReceipts.get(1);
    Receipt issued = network.creditReceipts.get(2);
    putOwn(SignedReceipts.sign(network.id(), stolen, paid));
    putOwn(SignedReceipts.sign(network.id(), fresh, issued));
    putOwn(sign(network.creditReceipts.get(0)));
    List<CreditNotice> told = published(revoked, ReadMarks.NONE).log().credits();
    assertEquals(List.of(1L, 2L), told.stream().map(CreditNotice::number).toList());
    assertEquals(List.of(true, false), told.stream().map(CreditNotice::doubtful).toList());
  }

  /** The key signs for the times before {@link #ROTATION}, and was in force until then. */
  @Test
  void receipt_writtenWhenItsKeyHadBeenRetired_isDoubtful() throws QuittanceException {
    SigningKey retired = network.operatorKeys.signingKey();
    NetworkFile file = rotated(fresh);
    Receipt paid = network.creditReceipts.get(1);
    long own = paid.getPosition().getTimestampMillis();
    assertTrue(own < ROTATION, () -> own + " is in the first key's time");
    Map<Long, Boolean> doubtful =
        Map.of(own - 1, false, own, false, ROTATION - 1, false, ROTATION, true, NOW * NOW, true);
    for (Map.Entry<Long, Boolean> each : doubtful.entrySet()) {
      receipts.clear();
      written = each.getKey();
      putOwn(SignedReceipts.sign(network.id(), retired, paid));
      assertEquals(List.of(each.getValue()), doubtful(file), () -> "written at " + written);
      assertEquals(List.of(false), doubtful(network.file()), "the only key is in force");
    }
    // The fresh key signs for its own time, and a broker's clock may be behind another's.
    receipts.clear();
    JournalPosition later = JournalPosition.newBuilder(paid.getPosition()).build();
    later.setTimestampMillis(ROTATION);
    later.setStatement(file.latest().version());
    Receipt second = Receipt.newBuilder(paid).setPosition(later).build();
    for (long millis : new long[] {ROTATION - 1, ROTATION, NOW * NOW}) {
      written = millis;
      putOwn(SignedReceipts.sign(network.id(), fresh, second));
    }
    assertEquals(List.of(false, false, false), doubtful(file));
  }

  /** Who got a retired key names the statement by which it signs for ever. */
  @Test
  void receipt_ofARetiredKeyUnderAnOldStatement_isDoubtful() throws QuittanceException {
    JournalPosition late =
        JournalPosition.newBuilder(network.creditReceipts.get(1).getPosition()).build();
    late.setTimestampMillis(ROTATION);
    Receipt forged = Receipt.newBuilder(network.creditReceipts.get(1)).setPosition(late).build();
    for (long millis : new long[] {ROTATION - 1, ROTATION, NOW * NOW}) {
      written = millis;
      putOwn(sign(forged));
    }
    assertEquals(List.of(true, true, true), doubtful(rotated(fresh)));
  }

  /** It cannot be told yet whose it is: it is no forgery, and counts once the file is there. */
  @Test
  void receipt_ofALaterStatementThanTheFiles_waitsForTheNewFile() throws Exception {
    NetworkFile file = rotated(fresh);
    JournalPosition position =
        JournalPosition.newBuilder(network.creditReceipts.get(1).getPosition()).build();
    position.setTimestampMillis(ROTATION);
    position.setStatement(2);
    Receipt paid = Receipt.newBuilder(network.creditReceipts.get(1)).setPosition(position).build();
    putOwn(sign(network.creditReceipts.get(2)));
    putOwn(SignedReceipts.sign(network.id(), fresh, paid));
    AccountTail tail = published(ReadMarks.NONE);
    assertEquals(1, tail.log().credits().size());
    assertEquals(OptionalInt.of(2), tail.log().ahead());
    RestoredAccount restored = restore(tail.log());
    assertEquals(OptionalInt.of(2), restored.ahead());
    // It is said again the next time, and what is remembered does not pass it over.
    ReadMarks marks = restored.memory(tail.marks()).marks();
    assertEquals(OptionalInt.of(2), published(marks).log().ahead());
    AccountTail whole = published(file, marks);
    // The other one is of the former key, and was written when that was over.
    assertEquals(List.of(true, false), doubtful(file));
    assertEquals(OptionalInt.empty(), whole.log().ahead());
    assertEquals(2, whole.log().credits().size());
  }

  private List<Boolean> doubtful(NetworkFile file) throws QuittanceException {
    return published(file, ReadMarks.NONE).log().credits().stream()
        .map(CreditNotice::doubtful)
        .toList();
  }

  /** Who got a retired key, and can write to the topic, makes up a credit and dates it back. */
  @Test
  void receiptDatedBack_underARetiredKey_countsForNothing() throws Exception {
    putTruthAndLie();
    AccountTail tail = published(rotated(fresh), ReadMarks.NONE);
    assertEquals(3, tail.log().credits().size());
    RestoredAccount restored = restore(tail.log());
    assertEquals(10, restored.account().incoming());
    assertEquals(0, restored.missing());
    // By a file that knows of no other key it is as good as any.
    assertEquals(14, restore(published(ReadMarks.NONE).log()).account().incoming());
  }

  /**
   * The job may have been down when the key changed: then it says under the old key what is true.
   */
  @Test
  void receiptUnderARetiredKey_thatAFinalEventConfirms_counts() throws Exception {
    written = NOW * NOW;
    putOwn(sign(network.creditReceipts.get(1)));
    putOwn(sign(network.creditReceipts.get(2)));
    assertEquals(10, restore(published(rotated(fresh), ReadMarks.NONE).log()).account().incoming());
    Put issued = settlements.remove(settlements.size() - 1);
    assertEquals(4, restore(published(rotated(fresh), ReadMarks.NONE).log()).account().incoming());
    settlements.add(issued);
    assertEquals(10, restore(published(rotated(fresh), ReadMarks.NONE).log()).account().incoming());
  }

  /** What counted once may count no more: it is told from all that is published. */
  @Test
  void marks_madeUnderOtherKeys_areNotGoneOnFrom() throws Exception {
    putTruthAndLie();
    NetworkFile before = network.file();
    AccountTail tail = published(before, ReadMarks.NONE);
    AccountMemory memory = restore(tail.log()).memory(tail.marks());
    assertEquals(14, restore(tail.log()).account().incoming());
    assertTrue(published(before, memory.marks()).continued());
    for (NetworkFile file :
        List.of(
            rotated(fresh),
            network.rotated(ROTATION, fresh.verifyingKey(), true),
            rotated(fresh, NOW))) {
      AccountTail all = published(file, memory.marks());
      assertFalse(all.continued());
      assertEquals(published(file, ReadMarks.NONE).log(), all.log());
      assertEquals(10, restore(all.log()).account().incoming());
      assertTrue(published(file, all.marks()).continued());
    }
    ReadMarks nobodys =
        new ReadMarks(memory.marks().events(), memory.marks().receipts(), Optional.empty());
    assertFalse(published(before, nobodys).continued());
  }

  /** Anybody can have rejections written under an account: he names it in a command. */
  @Test
  void receipts_thatTellOfNoCreditOfTheAccount_areNotVerified() throws Exception {
    Receipt rejected =
        Receipt.newBuilder(network.creditReceipts.get(1))
            .setStatus(ReceiptStatus.REJECTED)
            .setCode("BAD_SIGNATURE")
            .setEntry(null)
            .build();
    byte[] rejection = sign(rejected);
    int many = 30_000;
    for (int i = 0; i < many; i++) {
      putOwn(rejection);
    }
    putOwn(sign(network.creditReceipts.get(0)));
    putOwn(sign(network.creditReceipts.get(1)));
    published(ReadMarks.NONE);
    AccountTail tail = published(ReadMarks.NONE);
    assertEquals(1, tail.log().credits().size());
    assertEquals(many + 1, tail.marks().receipts().orElseThrow().lastOffset());
  }

  private NetworkFile rotated(SigningKey to) throws QuittanceException {
    return rotated(to, ROTATION);
  }

  /** The file after a rotation: the first key is retired from a time on, and not revoked. */
  private NetworkFile rotated(SigningKey to, long fromMillis) throws QuittanceException {
    return network.rotated(fromMillis, to.verifyingKey(), false);
  }

  /**
   * Two credits told in time; and a third, by a copy of the first one, when the key was retired.
   */
  private void putTruthAndLie() throws Exception {
    written = ROTATION - 1;
    Receipt paid = network.creditReceipts.get(1);
    putOwn(sign(paid));
    putOwn(sign(network.creditReceipts.get(2)));
    Fixed32 other = new Fixed32(new byte[32]);
    io.quittance.schemas.journal.Entry entry =
        io.quittance.schemas.journal.Entry.newBuilder(CreditReceipts.entry(paid).record())
            .setNumber(99)
            .setCommandId(other)
            .build();
    written = NOW;
    putOwn(
        sign(
            Receipt.newBuilder(paid)
                .setNumber(3)
                .setCommandId(other)
                .setEntry(ByteBuffer.wrap(Entry.of(entry).payload().toBytes()))
                .build()));
  }

  private RestoredAccount restore(AccountLog log) throws QuittanceException {
    return AccountRestore.all(
        alice.keys(),
        network.asset,
        Optional.of(AccountRecords.toBalance(network.account(alice.id()).orElseThrow())),
        log,
        () -> network.history(alice.id()),
        new SecureRandom());
  }

  @Test
  void marks_ofTheLastTime_areGoneOnFrom() throws QuittanceException {
    putOwn(sign(network.creditReceipts.get(1)));
    put(bob.id().toBytes(), sign(network.creditReceipts.get(0)));
    ReadMarks marks = published(ReadMarks.NONE).marks();
    assertEquals(2, marks.receipts().orElseThrow().nextOffset());
    assertEquals(0, marks.receipts().orElseThrow().lastOffset());
    AccountTail nothingNew = published(marks);
    assertEquals(new AccountLog(List.of(), List.of()), nothingNew.log());
    assertEquals(marks, nothingNew.marks());
    assertTrue(nothingNew.continued());
    putOwn(sign(network.creditReceipts.get(2)));
    AccountTail later = published(marks);
    assertEquals(List.of(network.published(alice.id()).credits().get(1)), later.log().credits());
    assertEquals(2, later.marks().receipts().orElseThrow().lastOffset());
    assertTrue(later.continued());
    AccountTail half = published(new ReadMarks(marks.events(), Optional.empty(), marks.operator()));
    assertEquals(2, half.log().credits().size());
    assertEquals(List.of(), half.log().events());
    assertTrue(half.continued(), "nothing is missing where all is read");
  }

  /** The topic was made anew, or its first records are gone: then all must be read again. */
  @Test
  void marks_thatStandNowhereAnyMore_areNotGoneOnFrom() throws QuittanceException {
    putOwn(sign(network.creditReceipts.get(1)));
    putOwn(sign(network.creditReceipts.get(2)));
    ReadMarks marks = published(ReadMarks.NONE).marks();
    ReadMark good = marks.receipts().orElseThrow();
    int partition = good.partition();
    List<ReadMark> strange =
        List.of(
            ReadMark.behind(partition, good.lastOffset(), new byte[] {1}),
            ReadMark.behind(partition, good.lastOffset() + 5, receipts.get(1).value()),
            good.upTo(good.nextOffset() + 1),
            ReadMark.behind(partition + 1, good.lastOffset(), receipts.get(1).value()));
    for (ReadMark mark : strange) {
      AccountTail tail =
          published(new ReadMarks(marks.events(), Optional.of(mark), marks.operator()));
      assertFalse(tail.continued(), mark::toString);
      assertEquals(network.published(alice.id()), tail.log(), mark::toString);
      assertEquals(marks, tail.marks());
      AccountTail other =
          published(new ReadMarks(Optional.of(mark), marks.receipts(), marks.operator()));
      assertFalse(other.continued(), mark::toString);
      assertEquals(network.published(alice.id()), other.log(), "all of both logs");
    }
    firstReceipt = 2;
    AccountTail gone = published(marks);
    assertFalse(gone.continued());
    assertEquals(Optional.empty(), gone.marks().receipts());
  }

  @Test
  void event_thatCannotBeRead_isSaidSo() {
    settlements.add(new Put(alice.id().toBytes(), new byte[] {1}, NOW));
    QuittanceException e = assertThrows(QuittanceException.class, () -> published(ReadMarks.NONE));
    assertTrue(e.getMessage().contains("cannot be read"), e.getMessage());
  }

  private AccountTail published(ReadMarks marks) throws QuittanceException {
    return published(network.file(), marks);
  }

  private AccountTail published(NetworkFile file, ReadMarks marks) throws QuittanceException {
    try (KafkaQuittanceClient client =
        new KafkaQuittanceClient(
            file,
            KafkaSettings.NONE,
            new OwnTopics(),
            new MockProducer<>(),
            reader(Topics.RECEIPTS, receipts, firstReceipt),
            reader(Topics.SETTLEMENTS, settlements, 0))) {
      return client.published(alice.id(), marks);
    }
  }

  private record OwnTopics() implements TopicCheck {
    @Override
    public void require(Topic... topics) {}

    @Override
    public void close() {}
  }

  /** A reader of Alice's partition, in which others' records stand too. */
  private LogReader reader(Topic topic, List<Put> puts, long first) {
    TopicPartition partition =
        LogReader.partition(topic, alice.id().toBytes(), network.file().commandPartitions());
    MockConsumer<byte[], byte[]> consumer =
        new MockConsumer<>("earliest") {
          /** Whatever was read before, as a log is. */
          @Override
          public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            for (long offset = position(partition); offset < puts.size(); offset++) {
              Put put = puts.get((int) offset);
              addRecord(
                  new ConsumerRecord<>(
                      topic.name(),
                      partition.partition(),
                      offset,
                      put.millis(),
                      TimestampType.LOG_APPEND_TIME,
                      ConsumerRecord.NULL_SIZE,
                      ConsumerRecord.NULL_SIZE,
                      put.key(),
                      put.value(),
                      new RecordHeaders(),
                      Optional.empty()));
            }
            return super.poll(timeout);
          }
        };
    consumer.updateBeginningOffsets(Map.of(partition, first));
    consumer.updateEndOffsets(Map.of(partition, (long) puts.size()));
    return new LogReader("", KafkaSettings.NONE, consumer);
  }

  private void putOwn(byte[] value) {
    put(alice.id().toBytes(), value);
  }

  private void put(byte[] key, byte[] value) {
    receipts.add(new Put(key, value, written));
  }

  private byte[] sign(Receipt receipt) {
    return SignedReceipts.sign(network.id(), network.operatorKeys.signingKey(), receipt);
  }

  private void submit(WalletAccount account, PreparedCommand command) {
    assertEquals("ACCEPTED", network.submit(command));
    account.accepted(command);
  }
}
