package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.Pace;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts that have more to do have their turns later, one at a time; others do not wait. */
class TurnsTest {
  private static final TestLedger LEDGER = TestLedger.INSTANCE;
  private static final Pace PACE = new Pace(2, 3, 4);
  private static final int WAITING = 7;

  private SettleHarness settle;
  private long offset;
  private long now;

  @BeforeEach
  void open() throws Exception {
    settle = SettleHarness.prepare(PACE);
    settle.open();
    settle.setProcessingTime(now);
  }

  @AfterEach
  void close() throws Exception {
    settle.close();
  }

  @Test
  void turns_areOneAtATimeWithAPauseBetween() {
    Turns turns = new Turns();
    assertEquals(100 + Turns.PAUSE_MILLIS, turns.next(100));
    assertEquals(100 + 2 * Turns.PAUSE_MILLIS, turns.next(101));
    assertTrue(turns.begin(105));
    assertFalse(turns.begin(105 + Turns.PAUSE_MILLIS - 1));
    assertTrue(turns.begin(105 + Turns.PAUSE_MILLIS));
    // A clock that was set back must not stop anybody.
    assertTrue(turns.begin(1));
  }

  @Test
  void longLine_freedByOneCredit_isWorkedOffInTurns() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    settle.credit(parkALine(alice));
    assertEquals(WAITING - 2, settle.count(Count.WAITING));
    assertEquals(1, settle.numProcessingTimeTimers());
    pass();
    assertEquals(WAITING - 4, settle.count(Count.WAITING));
    pass();
    pass();
    assertEquals(0, settle.count(Count.WAITING));
    assertEquals(0, settle.numProcessingTimeTimers());
  }

  @Test
  void restart_betweenTwoTurns_losesNone() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    settle.credit(parkALine(alice));
    OperatorSubtaskState snapshot = settle.snapshot(1, 1);
    settle.close();
    settle = SettleHarness.prepare(PACE);
    settle.initializeState(snapshot);
    settle.open();
    assertEquals(WAITING - 2, settle.count(Count.WAITING));
    for (int turn = 0; turn < 3; turn++) {
      pass();
    }
    assertEquals(0, settle.count(Count.WAITING));
    assertEquals(WAITING - 2, settle.settlements().size());
  }

  @Test
  void commandOfTheSameAccount_betweenTwoTurns_queuesBehind() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    settle.credit(parkALine(alice));
    send(alice, alice.applyCredits(1));
    assertEquals(WAITING - 1, settle.count(Count.WAITING));
    assertEquals(1, settle.numProcessingTimeTimers(), "its turn is due already");
    for (int turn = 0; turn < 3; turn++) {
      pass();
    }
    assertEquals(0, settle.count(Count.WAITING));
    List<Long> numbers = new ArrayList<>();
    for (TopicRecord event : settle.settlements()) {
      numbers.add(SingleObject.decode(Settled.class, event.value()).getNumber());
    }
    assertEquals(List.of(0L, 1L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L), numbers);
  }

  @Test
  void commandOfAnotherAccount_whileOneHasMuchToDo_isJudgedAtOnce() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    settle.credit(parkALine(alice));
    int before = settle.side(OutputTags.RECEIPTS).size();
    WalletAccount bob = LEDGER.person("bob");
    send(bob, bob.open());
    List<TopicRecord> receipts = settle.side(OutputTags.RECEIPTS);
    assertEquals(before + 1, receipts.size());
    assertEquals(bob.id(), AccountId.of(receipt(receipts.get(before)).getAccount()));
  }

  @Test
  void turnsOfSeveralAccounts_dueAtOnceAfterARestart_areGivenOneAtATime() throws Exception {
    List<WalletAccount> people = new ArrayList<>();
    for (String name : List.of("alice", "bob", "carol")) {
      WalletAccount person = LEDGER.person(name);
      people.add(person);
      settle.credit(parkALine(person));
    }
    long waiting = settle.count(Count.WAITING);
    assertEquals(3L * (WAITING - 2), waiting);
    assertEquals(3, settle.numProcessingTimeTimers());
    now += 1_000;
    settle.setProcessingTime(now);
    assertEquals(waiting - 2, settle.count(Count.WAITING), "one account has had one turn");
    for (int turn = 0; turn < 8; turn++) {
      pass();
    }
    assertEquals(0, settle.count(Count.WAITING));
    assertEquals(0, settle.numProcessingTimeTimers());
  }

  @Test
  void balances_duringALongWork_areOneRecordATurn() throws Exception {
    WalletAccount alice = LEDGER.person("alice");
    TopicRecord credit = parkALine(alice);
    int before = settle.balances().size();
    settle.credit(credit);
    assertEquals(before + 1, settle.balances().size());
    pass();
    assertEquals(before + 2, settle.balances().size());
    assertArrayEquals(alice.id().toBytes(), settle.balances().get(before).key());
  }

  /** Lets a whole line of commands wait for a credit; returns the credit's event. */
  private TopicRecord parkALine(WalletAccount account) throws Exception {
    send(account, account.open());
    send(null, LEDGER.issue(account, 70_000, 1));
    TopicRecord event = settle.settlements().get(settle.settlements().size() - 1);
    Settled issued = SingleObject.decode(Settled.class, event.value());
    account.observe(Credit.of(issued).orElseThrow());
    for (int i = 0; i < WAITING; i++) {
      send(account, account.applyCredits(1));
    }
    return event;
  }

  private void pass() throws Exception {
    now += Turns.PAUSE_MILLIS;
    settle.setProcessingTime(now);
  }

  private void send(WalletAccount owner, PreparedCommand command) throws Exception {
    if (owner != null) {
      owner.accepted(command);
    }
    settle.processElement1(new StreamRecord<>(LEDGER.record(command, offset++)));
  }

  private static Receipt receipt(TopicRecord record) throws Exception {
    SignedReceipt signed = SingleObject.decode(SignedReceipt.class, record.value());
    byte[] payload = new byte[signed.getPayload().remaining()];
    signed.getPayload().get(payload);
    return SingleObject.decode(Receipt.class, payload);
  }
}
