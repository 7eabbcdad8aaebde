package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.journal.SignedEntry;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Redeemed;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettleFunctionTest {
  private static final TestLedger LEDGER = TestLedger.INSTANCE;

  private SettleHarness harness;
  private long offset;

  @BeforeEach
  void open() throws Exception {
    harness = SettleHarness.start();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void command_accepted_goesToSettlementsReceiptsAndBalances() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    send(alice.open());
    assertEquals(1, harness.settlements().size());
    assertArrayEquals(alice.id().toBytes(), harness.settlements().get(0).key());
    assertEquals(1, size(OutputTags.RECEIPTS));
    assertEquals(1, size(OutputTags.ACCOUNTS));
    assertEquals(0, size(OutputTags.REJECTIONS));
    assertEquals(0, size(OutputTags.ENTRIES));
    assertEquals(1, harness.count(Count.ACCEPTED));
  }

  @Test
  void whatIsSaidOfABatch_goesOutTogetherInItsOrder_behindItsLastRecord() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    WalletAccount bob = LEDGER.person("bob");
    PreparedCommand open = alice.open();
    harness.take(record(open), false);
    harness.take(record(bob.open()), false);
    harness.take(record(open), false);
    assertEquals(0, harness.settlements().size());
    assertEquals(0, size(OutputTags.RECEIPTS));
    assertEquals(0, size(OutputTags.ACCOUNTS));
    harness.take(record(LEDGER.issue(alice, 70_000, 1)), true);
    assertEquals(3, harness.settlements().size());
    assertEquals(2, size(OutputTags.ACCOUNTS), "alice's last one and bob's");
    assertEquals(5, size(OutputTags.RECEIPTS));
    assertEquals(alice.id().fixed(), receipt(0).getAccount());
    assertEquals(bob.id().fixed(), receipt(1).getAccount());
    assertEquals(ReceiptStatus.ACCEPTED, receipt(2).getStatus());
    assertEquals(ReceiptStatus.CREDITED, receipt(4).getStatus());
    harness.take(record(open), true);
    assertEquals(3, harness.settlements().size(), "nothing goes out twice");
    assertEquals(6, size(OutputTags.RECEIPTS));
  }

  @Test
  void checkpoint_inTheMiddleOfABatch_isRefused() throws Exception {
    PreparedCommand open = LEDGER.person("alice").open();
    harness.take(record(open), false);
    assertThrows(Exception.class, () -> harness.snapshot(1, 1));
    harness.take(record(open), true);
    harness.snapshot(2, 2);
  }

  @Test
  void command_sentTwice_getsTheSameReceiptAndOneEvent() throws Exception {
    PreparedCommand open = LEDGER.person("alice").open();
    send(open);
    send(open);
    assertEquals(1, harness.settlements().size());
    List<TopicRecord> receipts = harness.side(OutputTags.RECEIPTS);
    assertArrayEquals(receipts.get(0).value(), receipts.get(1).value());
    assertEquals(1, harness.count(Count.REPEATED));
  }

  @Test
  void command_rejected_goesToRejectionsAndReceiptsOnly() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    alice.accepted(alice.open());
    send(alice.applyCredits(0));
    assertEquals(0, harness.settlements().size());
    assertEquals(1, size(OutputTags.RECEIPTS));
    assertEquals(1, size(OutputTags.REJECTIONS));
    assertEquals(1, harness.count(Count.REJECTED, "NOT_OPEN"));
    assertEquals(1, harness.count(Count.COMMANDS, "ApplyCredits", "rejected"));
  }

  @Test
  void transfer_accepted_writesAnEntryThatCreditsItsPayeeOnce() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    WalletAccount bob = LEDGER.person("bob");
    pay(alice, bob);
    TopicRecord entry = harness.side(OutputTags.ENTRIES).get(0);
    assertArrayEquals(bob.id().toBytes(), entry.key());
    SingleObject.decode(SignedEntry.class, entry.value());
    assertEquals(1, harness.count(Count.ENTRIES_WRITTEN));
    int receipts = size(OutputTags.RECEIPTS);
    harness.take(SettleHarness.entry(entry, offset++));
    assertEquals(receipts + 1, size(OutputTags.RECEIPTS));
    Receipt credited = receipt(receipts);
    assertEquals(ReceiptStatus.CREDITED, credited.getStatus());
    assertEquals(bob.id().fixed(), credited.getAccount());
    assertEquals(1, credited.getNumber());
    harness.take(SettleHarness.entry(entry, offset++));
    assertEquals(receipts + 1, size(OutputTags.RECEIPTS));
    assertEquals(1, harness.count(Count.ENTRIES_DROPPED));
    assertEquals(2, harness.count(Count.CREDITS_COUNTED), "the issue's and the entry's");
    byte[] last = harness.balances().get(harness.balances().size() - 1).value();
    assertEquals(1, SingleObject.decode(Balance.class, last).getCreditsReceived());
  }

  @Test
  void issue_accepted_creditsItsPayeeAtOnce() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    send(LEDGER.issue(alice, 70_000, 1));
    assertEquals(2, size(OutputTags.RECEIPTS));
    assertEquals(ReceiptStatus.ACCEPTED, receipt(0).getStatus());
    assertEquals(ReceiptStatus.CREDITED, receipt(1).getStatus());
    assertEquals(0, size(OutputTags.ENTRIES));
    assertEquals(1, size(OutputTags.ACCOUNTS), "one record of the account a command");
  }

  @Test
  void accounts_thatFitIntoMemoryOrDoNot_becomeTheSame() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    WalletAccount bob = LEDGER.person("bob");
    List<AddressedRecord> records = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      records.add(record(LEDGER.issue(alice, i, i)));
      records.add(record(LEDGER.issue(bob, i, i)));
    }
    records.add(record(alice.open()));
    records.add(record(bob.open()));
    records.add(record(alice.open()));
    SettleHarness one = SettleHarness.start(1);
    for (AddressedRecord record : records) {
      harness.take(record);
      one.take(record);
    }
    assertEquals(8, one.settlements().size());
    assertSameValues(
        harness.settlements().stream().map(SettledRecord::value).toList(),
        one.settlements().stream().map(SettledRecord::value).toList());
    for (OutputTag<TopicRecord> tag : List.of(OutputTags.RECEIPTS, OutputTags.ACCOUNTS)) {
      assertSameValues(values(harness, tag), values(one, tag));
    }
    one.close();
  }

  private static List<byte[]> values(SettleHarness harness, OutputTag<TopicRecord> tag) {
    return harness.side(tag).stream().map(TopicRecord::value).toList();
  }

  private static void assertSameValues(List<byte[]> expected, List<byte[]> actual) {
    assertArrayEquals(expected.toArray(), actual.toArray());
  }

  @Test
  void entry_behindAGap_isRejectedWithoutAReceiptAndCountsLater() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    WalletAccount bob = LEDGER.person("bob");
    pay(alice, bob);
    send(alice, alice.transfer(bob.address(), 5, ""));
    List<TopicRecord> entries = harness.side(OutputTags.ENTRIES);
    int receipts = size(OutputTags.RECEIPTS);
    harness.take(SettleHarness.entry(entries.get(1), offset++));
    assertEquals(1, harness.count(Count.REJECTED, "ENTRY_GAP"));
    assertEquals(1, harness.count(Count.COMMANDS, "Entry", "rejected"));
    Rejection rejection =
        SingleObject.decode(Rejection.class, harness.side(OutputTags.REJECTIONS).get(0).value());
    assertEquals("quittance.journal", rejection.getTopic());
    assertEquals(receipts, size(OutputTags.RECEIPTS));
    harness.take(SettleHarness.entry(entries.get(0), offset++));
    harness.take(SettleHarness.entry(entries.get(1), offset++));
    assertEquals(receipts + 2, size(OutputTags.RECEIPTS));
  }

  @Test
  void entries_ofWhatIsJudgedAgainAfterARestart_areTheSameBytesAndCountOnce() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    WalletAccount bob = LEDGER.person("bob");
    send(alice, alice.open());
    send(LEDGER.issue(alice, 70_000, 1));
    alice.observe(LEDGER.credit(receipt(size(OutputTags.RECEIPTS) - 1)));
    OperatorSubtaskState before = harness.snapshot(1, 1);
    AddressedRecord transfer = LEDGER.record(alice.transfer(bob.address(), 5, "memo"), offset++);
    harness.take(transfer);
    TopicRecord first = harness.side(OutputTags.ENTRIES).get(0);
    harness.close();
    harness = SettleHarness.prepare();
    harness.initializeState(before);
    harness.open();
    harness.take(transfer);
    TopicRecord again = harness.side(OutputTags.ENTRIES).get(0);
    assertArrayEquals(first.value(), again.value());
    harness.take(SettleHarness.entry(first, offset++));
    harness.take(SettleHarness.entry(again, offset++));
    assertEquals(1, harness.count(Count.ENTRIES_DROPPED));
  }

  @Test
  void conservation_isCheckedAtEachCheckpoint_andItsBreachOutlivesARestart() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    pay(alice, LEDGER.person("bob"));
    harness.snapshot(1, 1);
    harness.take(SettleHarness.entry(harness.side(OutputTags.ENTRIES).get(0), offset++));
    harness.snapshot(2, 2);
    assertEquals(0, broken());
    // An event that no account changed for, as a wrong ledger would send it.
    Settled issued = SingleObject.decode(Settled.class, harness.settlements().get(1).value());
    harness.conservation().settled(redeemed(issued));
    OperatorSubtaskState snapshot = harness.snapshot(3, 3);
    assertEquals(1, broken());
    harness.close();
    harness = SettleHarness.prepare();
    harness.initializeState(snapshot);
    harness.open();
    harness.snapshot(4, 4);
    assertEquals(1, broken());
  }

  private long broken() {
    return harness.count(Count.CONSERVATION_BROKEN, "EUR");
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
    byte[] latest = harness.balances().get(before - 1).value();
    send(open);
    assertEquals(1, harness.count(Count.REJECTED, "ALREADY_DECIDED"));
    send(apply);
    assertEquals(2, harness.count(Count.REJECTED, "ALREADY_DECIDED"));
    assertEquals(before + 2, size(OutputTags.ACCOUNTS));
    assertArrayEquals(latest, harness.balances().get(before).value());
    assertArrayEquals(latest, harness.balances().get(before + 1).value());
  }

  @Test
  void balance_ofAnAccountThatNothingHappenedTo_isNotTold() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    alice.accepted(alice.open());
    send(alice.applyCredits(0));
    assertEquals(0, size(OutputTags.ACCOUNTS));
    assertEquals(0, harness.numKeyedStateEntries());
  }

  /** Opens and funds an account, which then pays somebody. */
  private void pay(WalletAccount payer, WalletAccount payee) throws Exception {
    send(payer, payer.open());
    send(LEDGER.issue(payer, 70_000, 1));
    payer.observe(LEDGER.credit(receipt(size(OutputTags.RECEIPTS) - 1)));
    send(payer, payer.transfer(payee.address(), 10, ""));
  }

  private Receipt receipt(int index) throws Exception {
    SignedReceipt signed =
        SingleObject.decode(
            SignedReceipt.class, harness.side(OutputTags.RECEIPTS).get(index).value());
    byte[] payload = new byte[signed.getPayload().remaining()];
    signed.getPayload().duplicate().get(payload);
    return SingleObject.decode(Receipt.class, payload);
  }

  private void send(WalletAccount owner, PreparedCommand command) throws Exception {
    owner.accepted(command);
    send(command);
  }

  private void send(PreparedCommand command) throws Exception {
    harness.take(record(command));
  }

  private AddressedRecord record(PreparedCommand command) {
    return LEDGER.record(command, offset++);
  }

  private int size(OutputTag<TopicRecord> tag) {
    return harness.side(tag).size();
  }
}
