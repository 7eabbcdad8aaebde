package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.LogRecordSerializer;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.ledger.statement.Statement;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.ledger.submission.Stamp;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.wallet.account.PreparedCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** By which statement, and at which time, what is read of the journal is judged. */
class StatementsReadTest {
  private static final TestLedger LEDGER = TestLedger.INSTANCE;
  private static final SigningKey AUTHORITY = LEDGER.authority();
  private static final SigningKey STRANGER = new TestLedger(2, 4).authority();
  private static final StatementChain ONE = LEDGER.statements();
  private static final Statement NEXT = ONE.latest().next();
  private static final StatementChain TWO = ONE.with(NEXT, AUTHORITY);
  private static final StatementChain THREE = TWO.with(NEXT.next(), AUTHORITY);

  /** The statement that the authority signed, too, as the second one. */
  private static final Statement FORK = NEXT.withAuthority(STRANGER.verifyingKey());

  private static final int MAX_PARALLELISM = 8;

  private final LogRecord command = command("alice");
  private final int home = command.partition();
  private final int elsewhere = (home + 1) % LEDGER.partitions();
  private final List<OneInputStreamOperatorTestHarness<?, ?>> opened = new ArrayList<>();
  private long offset;

  private static LogRecord command(String person) {
    try {
      PreparedCommand open = LEDGER.person(person).open();
      return LEDGER.record(open, 0).record();
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @AfterEach
  void close() throws Exception {
    for (OneInputStreamOperatorTestHarness<?, ?> harness : opened) {
      harness.close();
    }
  }

  /** A ledger that knows these statements from its network's file. */
  private record Stated(List<byte[]> values) implements LedgerSetup {
    private static final long serialVersionUID = 1L;

    @Override
    public StatementChain statements() {
      return StatementChain.of(values);
    }

    @Override
    public ReceiptSigner receiptSigner() {
      return ReceiptSigner.of(
          statements().identity().id(), statements().timetables(), List.of(TestLedger.OPERATOR));
    }
  }

  private OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord> harness(
      StatementChain chain) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord>(
            new ProcessOperator<>(new ReadJournal(new Stated(chain.values()))),
            LogRecordSerializer.INSTANCE);
    opened.add(harness);
    return harness;
  }

  private OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord> reading(
      StatementChain chain) throws Exception {
    var harness = harness(chain);
    harness.open();
    return harness;
  }

  private void read(
      OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord> harness,
      int partition,
      long millis,
      byte[] value)
      throws Exception {
    harness.processElement(
        new StreamRecord<>(new LogRecord(partition, offset++, millis, null, value)));
  }

  /** Reads the command again and returns by what it is to be judged. */
  private Stamp stamp(
      OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord> harness, long millis)
      throws Exception {
    return stamp(harness, command, millis);
  }

  private Stamp stamp(
      OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord> harness,
      LogRecord record,
      long millis)
      throws Exception {
    harness.processElement(
        new StreamRecord<>(
            new LogRecord(record.partition(), offset++, millis, record.key(), record.value())));
    List<AddressedRecord> out = harness.extractOutputValues();
    return out.get(out.size() - 1).stamp();
  }

  private static List<String> rejections(
      OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord> harness) throws Exception {
    List<String> codes = new ArrayList<>();
    var side = harness.getSideOutput(OutputTags.REJECTIONS);
    if (side != null) {
      for (StreamRecord<TopicRecord> record : side) {
        codes.add(SingleObject.decode(Rejection.class, record.getValue().value()).getCode());
      }
    }
    return codes;
  }

  private static byte[] value(StatementChain chain) {
    return chain.values().get(chain.latest().version() - 1);
  }

  @Test
  void record_beforeTheFirstStatement_isRejectedAndGoodBehindIt() throws Exception {
    var harness = reading(ONE);
    harness.processElement(new StreamRecord<>(command));
    assertEquals(List.of(), harness.extractOutputValues());
    assertEquals(List.of("UNKNOWN_ASSET"), rejections(harness));
    assertEquals(null, harness.getSideOutput(OutputTags.RECEIPTS));
    read(harness, home, 5, value(ONE));
    assertEquals(new Stamp(1, 1_000), stamp(harness, 9));
    assertEquals(1, rejections(harness).size());
  }

  @Test
  void statement_inOnePartitionOnly_holdsThereAndNowhereElse() throws Exception {
    var harness = reading(TWO);
    read(harness, home, 5, value(ONE));
    read(harness, elsewhere, 5, value(ONE));
    read(harness, elsewhere, 6, value(TWO));
    assertEquals(new Stamp(1, 7), stamp(harness, 7));
    read(harness, home, 8, value(TWO));
    assertEquals(new Stamp(2, 8), stamp(harness, 8));
    assertEquals(List.of(), rejections(harness));
  }

  @Test
  void statement_planted_outOfOrder_orForked_isRejectedAndChangesNothing() throws Exception {
    var harness = reading(THREE);
    read(harness, home, 1, value(ONE));
    for (byte[] planted :
        List.of(
            StatementChain.sign(NEXT, STRANGER),
            StatementChain.sign(FORK, AUTHORITY),
            value(THREE),
            new TestLedger(2, 4).statements().values().get(0))) {
      read(harness, home, 2, planted);
      assertEquals(1, stamp(harness, 3).statement());
    }
    byte[] broken = value(TWO).clone();
    broken[broken.length - 1] ^= 1;
    read(harness, home, 3, broken);
    assertEquals(1, stamp(harness, 3).statement());
    assertEquals(5, rejections(harness).size());
    assertEquals(5, rejections(harness).stream().filter("WRONG_STATEMENT"::equals).count());
    assertEquals(null, harness.getSideOutput(OutputTags.RECEIPTS));
    // In their order they count, each once, and again they change nothing.
    read(harness, home, 4, value(TWO));
    read(harness, home, 4, value(THREE));
    assertEquals(3, stamp(harness, 4).statement());
    for (byte[] again : THREE.values()) {
      read(harness, home, 4, again);
    }
    assertEquals(3, stamp(harness, 4).statement());
    assertEquals(5, rejections(harness).size());
  }

  @Test
  void statement_thatTheFileDoesNotHave_stopsTheJobBeforeItJudges() throws Exception {
    var harness = reading(ONE);
    read(harness, home, 1, value(ONE));
    Exception stopped = assertThrows(Exception.class, () -> read(harness, home, 2, value(TWO)));
    assertTrue(stopped.getCause().getMessage().contains("which the file does not have"));
    assertEquals(List.of(), harness.extractOutputValues());
  }

  @Test
  void statement_ofUnknownRules_stopsTheJobBeforeItJudges() throws Exception {
    Statement foreign =
        new Statement(
            NEXT.version(),
            NEXT.previous(),
            NEXT.name(),
            NEXT.authority(),
            NEXT.partitions(),
            Statement.RULE_SET + 1,
            NEXT.operator(),
            NEXT.assets());
    StatementChain chain = ONE.with(foreign, AUTHORITY);
    var harness = reading(chain);
    read(harness, home, 1, value(ONE));
    assertEquals(1, stamp(harness, 1).statement());
    Exception stopped = assertThrows(Exception.class, () -> read(harness, home, 2, value(chain)));
    assertTrue(stopped.getCause().getMessage().contains("rule set 3"));
  }

  @Test
  void time_ofAPartition_neverGoesBack_andIsOfThePartitionAlone() throws Exception {
    var harness = reading(ONE);
    read(harness, home, 10, value(ONE));
    read(harness, elsewhere, 90, value(ONE));
    assertEquals(new Stamp(1, 20), stamp(harness, 20));
    assertEquals(new Stamp(1, 20), stamp(harness, 15));
    assertEquals(new Stamp(1, 21), stamp(harness, 21));
  }

  @Test
  void restored_job_judgesByWhatItHadRead() throws Exception {
    var first = reading(TWO);
    read(first, home, 5, value(ONE));
    read(first, home, 80, value(TWO));
    OperatorSubtaskState snapshot = first.snapshot(1, 1);
    var second = harness(THREE);
    second.initializeState(snapshot);
    second.open();
    assertEquals(new Stamp(2, 80), stamp(second, 9));
    // Nothing was read in this life of what the next one must know all the same.
    OperatorSubtaskState again = restoredAndSaved(snapshot);
    var third = harness(TWO);
    third.initializeState(again);
    third.open();
    assertEquals(new Stamp(2, 80), stamp(third, 9));
  }

  private OperatorSubtaskState restoredAndSaved(OperatorSubtaskState snapshot) throws Exception {
    var idle = harness(TWO);
    idle.initializeState(snapshot);
    idle.open();
    return idle.snapshot(2, 2);
  }

  /** A partition is read by one instance or by none; whose state says what of it is no matter. */
  @Test
  void rescaled_job_judgesEachPartitionByTheStatementBehindWhichItStands() throws Exception {
    for (int reader : new int[] {0, 1}) {
      var one = reading(TWO);
      read(one, home, 5, value(ONE));
      read(one, home, 80, value(TWO));
      read(one, elsewhere, 6, value(ONE));
      OperatorSubtaskState alone = one.snapshot(1, 1);
      OperatorSubtaskState[] shared = new OperatorSubtaskState[2];
      for (int instance = 0; instance < 2; instance++) {
        var two = restored(alone, 1, 2, instance);
        if (instance == reader) {
          read(two, elsewhere, 90, value(TWO));
        }
        shared[instance] = two.snapshot(2, 2);
      }
      var last = restored(AbstractStreamOperatorTestHarness.repackageState(shared), 2, 1, 0);
      assertEquals(new Stamp(2, 80), stamp(last, 9));
      assertEquals(new Stamp(2, 90), stamp(last, other(), 9));
      for (int partition : new int[] {home, elsewhere}) {
        read(last, partition, 7, value(TWO));
      }
      assertEquals(List.of(), rejections(last), "the second statement stands there already");
    }
  }

  /** A command in the other partition. */
  private LogRecord other() {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> command("person " + i))
        .filter(record -> record.partition() == elsewhere)
        .findFirst()
        .orElseThrow();
  }

  private OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord> restored(
      OperatorSubtaskState state, int before, int parallelism, int instance) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord>(
            new ProcessOperator<>(new ReadJournal(new Stated(TWO.values()))),
            MAX_PARALLELISM,
            parallelism,
            instance);
    harness.setup();
    opened.add(harness);
    harness.initializeState(
        AbstractStreamOperatorTestHarness.repartitionOperatorState(
            state, MAX_PARALLELISM, before, parallelism, instance));
    harness.open();
    return harness;
  }

  @Test
  void restored_job_whoseFileIsOlderOrAnother_isRefused() throws Exception {
    var first = reading(TWO);
    read(first, home, 5, value(ONE));
    read(first, home, 6, value(TWO));
    OperatorSubtaskState snapshot = first.snapshot(1, 1);
    assertRefused(ONE, snapshot, "the network's file ends with 1");
    assertRefused(ONE.with(FORK, AUTHORITY), snapshot, "another statement 2 was read");
  }

  private void assertRefused(StatementChain chain, OperatorSubtaskState snapshot, String why)
      throws Exception {
    var harness = harness(chain);
    Throwable refused =
        assertThrows(Exception.class, () -> harness.initializeState(snapshot)).getCause();
    assertTrue(refused.getMessage().contains(why), refused.getMessage());
  }
}
