package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.record.ValueTypeInfo;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.Pace;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Redeemed;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettleFunctionTest {
  private static final TestLedger LEDGER = TestLedger.INSTANCE;

  private KeyedTwoInputStreamOperatorTestHarness<
          AccountId, AddressedRecord, AddressedRecord, TopicRecord>
      harness;
  private SettleFunction function;
  private long offset;

  @BeforeEach
  void open() throws Exception {
    harness = harness();
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void command_accepted_goesToSettlementsReceiptsAndBalances() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    send(alice.open());
    assertEquals(1, settlements().size());
    assertArrayEquals(alice.id().toBytes(), settlements().get(0).key());
    assertEquals(1, size(OutputTags.RECEIPTS));
    assertEquals(1, size(OutputTags.ACCOUNTS));
    assertEquals(0, size(OutputTags.REJECTIONS));
    assertEquals(1, function.count(Count.ACCEPTED));
  }

  @Test
  void command_sentTwice_getsTheSameReceiptAndOneEvent() throws Exception {
    PreparedCommand open = LEDGER.person("alice").open();
    send(open);
    send(open);
    assertEquals(1, settlements().size());
    List<TopicRecord> receipts = side(OutputTags.RECEIPTS);
    assertArrayEquals(receipts.get(0).value(), receipts.get(1).value());
    assertEquals(1, function.count(Count.REPEATED));
  }

  @Test
  void command_rejected_goesToRejectionsAndReceiptsOnly() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    alice.accepted(alice.open());
    send(alice.applyCredits(0));
    assertEquals(0, settlements().size());
    assertEquals(1, size(OutputTags.RECEIPTS));
    assertEquals(1, size(OutputTags.REJECTIONS));
    assertEquals(1, function.count(Count.REJECTED, "NOT_OPEN"));
    assertEquals(1, function.count(Count.COMMANDS, "ApplyCredits", "rejected"));
  }

  @Test
  void commands_countingOnACreditToCome_waitInOrderAndLeaveNothingBehind() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    TopicRecord credit = openAndIssue(alice);
    int stateBefore = harness.numKeyedStateEntries();
    sendWaiting(alice);
    assertEquals(2, function.count(Count.WAITING));
    assertEquals(2, settlements().size());
    assertTrue(harness.numKeyedStateEntries() > stateBefore);
    deliver(credit, alice.id());
    assertEquals(0, function.count(Count.WAITING));
    assertEquals(0, function.count(Count.CREDITS_UNAPPLIED));
    assertEquals(2, function.count(Count.COMMANDS, "ApplyCredits", "accepted"));
    assertEquals(List.of(1L, 2L), numbersSettledFrom(2));
    // The highest issue credited stays, so that it never counts twice; the rest is gone again.
    assertEquals(stateBefore + 1, harness.numKeyedStateEntries());
  }

  @Test
  void commands_waitingOverARestart_areSettledAfterIt() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    TopicRecord credit = openAndIssue(alice);
    sendWaiting(alice);
    OperatorSubtaskState snapshot = harness.snapshot(1, 1);
    harness.close();
    harness = harness();
    harness.initializeState(snapshot);
    harness.open();
    assertEquals(2, function.count(Count.WAITING));
    deliver(credit, alice.id());
    assertEquals(0, function.count(Count.WAITING));
    assertEquals(4, function.count(Count.ACCEPTED));
    assertEquals(List.of(1L, 2L), numbersSettledFrom(0));
  }

  @Test
  void credit_standingTwiceInTheLog_countsOnce() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    TopicRecord credit = openAndIssue(alice);
    deliver(credit, alice.id());
    deliver(credit, alice.id());
    assertEquals(1, function.count(Count.CREDITS_COUNTED));
    assertEquals(1, function.count(Count.CREDITS_UNAPPLIED));
    assertEquals(1, function.count(Count.CREDITS_DROPPED));
    List<TopicRecord> balances = CoalesceBalancesOperator.balances(side(OutputTags.ACCOUNTS));
    byte[] last = balances.get(balances.size() - 1).value();
    assertEquals(1, SingleObject.decode(Balance.class, last).getCreditsReceived());
  }

  @Test
  void credit_thatNoLedgerWrote_isRejectedAndTheNextOneCounts() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    TopicRecord credit = openAndIssue(alice);
    deliver(new TopicRecord(credit.key(), new byte[] {1, 2, 3}), alice.id());
    deliver(damaged(credit), alice.id());
    assertEquals(2, function.count(Count.STRAY_EVENTS));
    for (TopicRecord stray : side(OutputTags.REJECTIONS)) {
      Rejection rejection = SingleObject.decode(Rejection.class, stray.value());
      assertEquals("quittance.settlements", rejection.getTopic());
    }
    deliver(credit, alice.id());
    assertEquals(1, function.count(Count.CREDITS_COUNTED));
  }

  @Test
  void balances_ofACreditThatFreesCommands_areOneRecord() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    TopicRecord credit = openAndIssue(alice);
    sendWaiting(alice);
    int before = size(OutputTags.ACCOUNTS);
    deliver(credit, alice.id());
    assertEquals(before + 1, size(OutputTags.ACCOUNTS));
  }

  @Test
  void conservation_isCheckedAtEachCheckpoint_andItsBreachOutlivesARestart() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    TopicRecord credit = openAndIssue(alice);
    harness.snapshot(1, 1);
    deliver(credit, alice.id());
    harness.snapshot(2, 2);
    assertEquals(0, broken());
    // An event that no account changed for, as a wrong ledger would send it.
    function.conservation().settled(redeemed(SingleObject.decode(Settled.class, credit.value())));
    OperatorSubtaskState snapshot = harness.snapshot(3, 3);
    assertEquals(1, broken());
    harness.close();
    harness = harness();
    harness.initializeState(snapshot);
    harness.open();
    harness.snapshot(4, 4);
    assertEquals(1, broken());
  }

  private long broken() {
    return function.count(Count.CONSERVATION_BROKEN, "EUR");
  }

  private static Settled redeemed(Settled like) {
    ByteBuffer none = ByteBuffer.allocate(0);
    like.setEvent(new Redeemed(1L, 1L, new Fixed64(), new Fixed36(), none));
    return like;
  }

  @Test
  void balance_thatSomebodyKnowsAnOldOneOf_isToldAgain() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    PreparedCommand open = alice.open();
    alice.accepted(open);
    PreparedCommand apply = alice.applyCredits(0);
    send(open);
    send(apply);
    alice.accepted(apply);
    send(alice.applyCredits(0));
    int before = size(OutputTags.ACCOUNTS);
    byte[] latest =
        CoalesceBalancesOperator.balances(side(OutputTags.ACCOUNTS)).get(before - 1).value();
    send(open);
    assertEquals(1, function.count(Count.REJECTED, "ALREADY_DECIDED"));
    send(apply);
    assertEquals(2, function.count(Count.REJECTED, "ALREADY_DECIDED"));
    assertEquals(before + 2, size(OutputTags.ACCOUNTS));
    assertArrayEquals(
        latest, CoalesceBalancesOperator.balances(side(OutputTags.ACCOUNTS)).get(before).value());
    assertArrayEquals(
        latest,
        CoalesceBalancesOperator.balances(side(OutputTags.ACCOUNTS)).get(before + 1).value());
  }

  @Test
  void balance_ofAnAccountThatNothingHappenedTo_isNotTold() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    alice.accepted(alice.open());
    send(alice.applyCredits(0));
    assertEquals(0, size(OutputTags.ACCOUNTS));
    assertEquals(0, harness.numKeyedStateEntries());
  }

  /** Returns the issue's event as it will be read back. */
  private TopicRecord openAndIssue(WalletAccount account) throws Exception {
    PreparedCommand open = account.open();
    account.accepted(open);
    send(open);
    send(LEDGER.issue(account, 70_000, 1));
    return settlements().get(1);
  }

  /** Two commands that count on the issue's credit. */
  private void sendWaiting(WalletAccount account) throws Exception {
    Settled issued = SingleObject.decode(Settled.class, settlements().get(1).value());
    account.observe(Credit.of(issued).orElseThrow());
    for (int i = 0; i < 2; i++) {
      PreparedCommand apply = account.applyCredits(1);
      account.accepted(apply);
      send(apply);
    }
  }

  private static TopicRecord damaged(TopicRecord credit) throws Exception {
    Settled event = SingleObject.decode(Settled.class, credit.value());
    Issued issued = (Issued) event.getEvent();
    Arrays.fill(issued.getElGamalKey().bytes(), (byte) 0xff);
    return new TopicRecord(credit.key(), SingleObject.encode(event));
  }

  private void send(PreparedCommand command) throws Exception {
    harness.processElement1(new StreamRecord<>(LEDGER.record(command, offset++)));
  }

  private void deliver(TopicRecord credit, AccountId payee) throws Exception {
    LogRecord record = new LogRecord(0, offset++, 0, credit.key(), credit.value());
    harness.processElement2(new StreamRecord<>(new AddressedRecord(payee, record)));
  }

  private List<TopicRecord> settlements() {
    return harness.extractOutputValues();
  }

  private List<Long> numbersSettledFrom(int index) throws Exception {
    List<Long> numbers = new ArrayList<>();
    for (TopicRecord event : settlements().subList(index, settlements().size())) {
      numbers.add(SingleObject.decode(Settled.class, event.value()).getNumber());
    }
    return numbers;
  }

  private List<TopicRecord> side(OutputTag<TopicRecord> tag) {
    Collection<StreamRecord<TopicRecord>> records = harness.getSideOutput(tag);
    return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
  }

  private int size(OutputTag<TopicRecord> tag) {
    return side(tag).size();
  }

  private KeyedTwoInputStreamOperatorTestHarness<
          AccountId, AddressedRecord, AddressedRecord, TopicRecord>
      harness() throws Exception {
    function = new SettleFunction(LEDGER, Pace.DEFAULT);
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new KeyedCoProcessOperator<>(function),
        AddressedRecord::account,
        AddressedRecord::account,
        ValueTypeInfo.ACCOUNT_ID);
  }
}
