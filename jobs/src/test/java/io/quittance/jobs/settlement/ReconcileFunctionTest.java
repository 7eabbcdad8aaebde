package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.record.TopicRecordSerializer;
import io.quittance.jobs.record.ValueTypeInfo;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Settled;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was sent is held against what is read back. */
class ReconcileFunctionTest {
  private static final long OVERDUE = 30_000;
  private static final long LOST = 600_000;
  private static final long GRACE = 15_000;
  private static final long STEP = OVERDUE / 4;

  private ReconcileFunction function;
  private KeyedTwoInputStreamOperatorTestHarness<AccountId, TopicRecord, TopicRecord, TopicRecord>
      harness;

  @BeforeEach
  void open() throws Exception {
    prepare();
    harness.open();
    harness.setProcessingTime(1);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void event_readBack_isForgotten() throws Exception {
    TopicRecord event = event();
    send(event);
    assertEquals(1, function.count(Count.UNCONFIRMED));
    readBack(event);
    assertEquals(0, function.count(Count.UNCONFIRMED));
    assertEquals(0, harness.numKeyedStateEntries());
    harness.setProcessingTime(2 * LOST);
    assertEquals(List.of(), harness.extractOutputValues());
    assertEquals(0, function.count(Count.OVERDUE));
    assertEquals(0, harness.numProcessingTimeTimers());
  }

  @Test
  void event_notReadBackInTime_isOverdueAndNotSentAgainYet() throws Exception {
    send(event());
    harness.setProcessingTime(OVERDUE - 1000);
    assertEquals(0, function.count(Count.OVERDUE));
    harness.setProcessingTime(LOST - 1000);
    assertEquals(1, function.count(Count.OVERDUE));
    assertEquals(List.of(), harness.extractOutputValues());
  }

  /** While checkpoints fail, an account may send for long, and none of it comes back. */
  @Test
  void account_thatSendsForLongWithoutACheckpoint_isLookedAtInSteps() throws Exception {
    int seconds = 120;
    TopicRecord first = event();
    for (int second = 1; second <= seconds; second++) {
      harness.setProcessingTime(second * 1_000L);
      send(alike(first, second));
    }
    assertEquals(seconds, function.count(Count.UNCONFIRMED));
    int looks = harness.numProcessingTimeTimers();
    assertTrue(looks <= 2 + OVERDUE / STEP + seconds * 1_000 / STEP, looks + " timers");
    harness.setProcessingTime(seconds * 1_000 + OVERDUE + STEP);
    // However often they were looked at, each is overdue once.
    assertEquals(seconds, function.count(Count.OVERDUE));
    harness.setProcessingTime(LOST + seconds * 1_000 + STEP);
    assertEquals(seconds, harness.extractOutputValues().size());
  }

  @Test
  void event_whoseTransactionIsGone_isSentAgainUntilItIsReadBack() throws Exception {
    TopicRecord event = event();
    send(event);
    harness.setProcessingTime(LOST + STEP);
    assertSentAgain(event, 1);
    assertEquals(1, function.count(Count.UNCONFIRMED));
    harness.setProcessingTime(2 * LOST + 3 * STEP);
    assertSentAgain(event, 2);
    readBack(event);
    harness.setProcessingTime(10 * LOST);
    assertSentAgain(event, 2);
    assertEquals(2, function.count(Count.SENT_AGAIN));
    assertEquals(0, harness.numKeyedStateEntries());
  }

  /** The sink may take its time to commit, and the source to read: nothing came back so far. */
  @Test
  void restoredJob_thatReadsNothingBack_waitsLongerBeforeItSendsAgain() throws Exception {
    TopicRecord event = event();
    long start = restoreLongAfter(event);
    harness.setProcessingTime(start + 4 * GRACE - 1);
    assertEquals(List.of(), harness.extractOutputValues());
    harness.setProcessingTime(start + 4 * GRACE);
    assertSentAgain(event, 1);
  }

  @Test
  void restoredJob_thatReadsAnotherEventBack_leavesTheSinkTimeFromThenOn() throws Exception {
    TopicRecord event = event();
    long start = restoreLongAfter(event);
    harness.setProcessingTime(start + 2 * GRACE + 1);
    readBack(event());
    harness.setProcessingTime(start + 3 * GRACE);
    assertEquals(List.of(), harness.extractOutputValues());
    readBack(event());
    harness.setProcessingTime(start + 3 * GRACE + 1);
    assertSentAgain(event, 1);
  }

  /** It was read back after longer than the grace: a slow start is no loss. */
  @Test
  void restoredJob_thatReadsItsEventsLate_sendsNothingAgain() throws Exception {
    TopicRecord event = event();
    long start = restoreLongAfter(event);
    harness.setProcessingTime(start + 3 * GRACE);
    readBack(event);
    harness.setProcessingTime(start + LOST);
    assertEquals(List.of(), harness.extractOutputValues());
  }

  /** However long nothing may be sent again, the account is looked at as often as ever. */
  @Test
  void restoredJob_whoseGraceIsShorterThanBefore_goesByTheShorterOne() throws Exception {
    harness.close();
    open(
        new ReconcileFunction(
            Duration.ofMillis(LOST),
            Duration.ofMillis(OVERDUE),
            Duration.ofMillis(LOST),
            Duration.ofDays(1)));
    harness.open();
    harness.setProcessingTime(1);
    TopicRecord event = event();
    send(event);
    long looked = LOST + STEP;
    harness.setProcessingTime(looked);
    assertEquals(List.of(), harness.extractOutputValues());
    OperatorSubtaskState snapshot = harness.snapshot(1, looked);
    harness.close();
    prepare();
    harness.initializeState(snapshot);
    harness.open();
    harness.setProcessingTime(looked + OVERDUE);
    assertEquals(List.of(), harness.extractOutputValues());
    harness.setProcessingTime(looked + OVERDUE + 4 * GRACE);
    assertSentAgain(event, 1);
  }

  private long restoreLongAfter(TopicRecord event) throws Exception {
    send(event);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    prepare();
    harness.initializeState(snapshot);
    harness.open();
    long start = 100 * LOST;
    harness.setProcessingTime(start);
    assertEquals(List.of(), harness.extractOutputValues());
    return start;
  }

  @Test
  void restoredJob_whoseSinkCommits_sendsNothingAgain() throws Exception {
    TopicRecord event = event();
    send(event);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    prepare();
    harness.initializeState(snapshot);
    harness.open();
    harness.setProcessingTime(100 * LOST);
    readBack(event);
    harness.setProcessingTime(200 * LOST);
    assertEquals(List.of(), harness.extractOutputValues());
    assertEquals(0, function.count(Count.UNCONFIRMED));
  }

  @Test
  void event_sentTwiceAndReadOnce_isConfirmed() throws Exception {
    TopicRecord event = event();
    send(event);
    send(event);
    assertEquals(1, function.count(Count.UNCONFIRMED));
    readBack(event);
    readBack(event);
    assertEquals(0, function.count(Count.UNCONFIRMED));
  }

  @Test
  void margins_ofAJob_coverItsCheckpointsAndItsTransactions() throws Exception {
    SettlementOptions options =
        SettlementOptions.defaults()
            .withCheckpointInterval(Duration.ofSeconds(10))
            .withTransactionTimeout(Duration.ofMinutes(5));
    harness.close();
    function = ReconcileFunction.of(options);
    open(function);
    harness.open();
    harness.setProcessingTime(1);
    send(event());
    harness.setProcessingTime(Duration.ofSeconds(59).toMillis());
    assertEquals(0, function.count(Count.OVERDUE));
    harness.setProcessingTime(Duration.ofSeconds(75).toMillis());
    assertEquals(1, function.count(Count.OVERDUE));
    harness.setProcessingTime(Duration.ofMinutes(5).plusSeconds(10).toMillis());
    assertEquals(List.of(), harness.extractOutputValues());
    harness.setProcessingTime(Duration.ofMinutes(5).plusSeconds(30).toMillis());
    assertEquals(1, harness.extractOutputValues().size());
  }

  private void prepare() throws Exception {
    open(
        new ReconcileFunction(
            Duration.ofMillis(LOST),
            Duration.ofMillis(OVERDUE),
            Duration.ofMillis(LOST),
            Duration.ofMillis(GRACE)));
  }

  private void open(ReconcileFunction reconcile) throws Exception {
    function = reconcile;
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new KeyedCoProcessOperator<>(reconcile),
            TopicRecord::account,
            TopicRecord::account,
            ValueTypeInfo.ACCOUNT_ID);
    harness.setup(TopicRecordSerializer.INSTANCE);
  }

  private void send(TopicRecord event) throws Exception {
    harness.processElement1(new StreamRecord<>(event));
  }

  private void readBack(TopicRecord event) throws Exception {
    harness.processElement2(new StreamRecord<>(event));
  }

  private void assertSentAgain(TopicRecord event, int times) {
    List<TopicRecord> sent = harness.extractOutputValues();
    assertEquals(times, sent.size());
    for (TopicRecord again : sent) {
      assertArrayEquals(event.key(), again.key());
      assertArrayEquals(event.value(), again.value());
    }
    assertTrue(function.count(Count.SENT_AGAIN) >= times);
  }

  /** Another event of the same account. */
  private static TopicRecord alike(TopicRecord event, int number) throws Exception {
    Settled settled = SingleObject.decode(Settled.class, event.value());
    byte[] id = new byte[32];
    id[0] = (byte) number;
    settled.setEventId(new Fixed32(id));
    return new TopicRecord(event.key(), SingleObject.encode(settled));
  }

  private static TopicRecord event() {
    LogRecord credit = TestCredit.issued(TestLedger.INSTANCE);
    return new TopicRecord(credit.key(), credit.value());
  }
}
