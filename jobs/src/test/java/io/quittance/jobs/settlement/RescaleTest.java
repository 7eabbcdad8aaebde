package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.Pace;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ledger's state is the same by however many tasks it is kept. */
class RescaleTest {
  private static final TestLedger LEDGER = TestLedger.INSTANCE;
  private static final Pace PACE = new Pace(1, 1, 1);
  private static final int PEOPLE = 12;
  private static final int WAITING = 5;

  private List<SettleHarness> tasks = new ArrayList<>();
  private final List<WalletAccount> people = new ArrayList<>();
  private final List<TopicRecord> issues = new ArrayList<>();
  private long offset;
  private long now;
  private List<OperatorSubtaskState> kept;

  @AfterEach
  void close() throws Exception {
    for (SettleHarness task : tasks) {
      task.close();
    }
  }

  @Test
  void ledger_inTheMiddleOfItsWork_rescaledTo4AndTo2_isTheSameAndComesToTheSame() throws Exception {
    start(1, null);
    begin();
    String digest = digest();
    rescale(4);
    assertEquals(digest, digest());
    assertTrue(tasks.stream().allMatch(task -> task.numKeyedStateEntries() > 0), "each has some");
    rescale(2);
    assertEquals(digest, digest());
    String endAt2 = goOn();

    // As it was when that was kept: nobody's turn has come yet.
    now = 0;
    start(1, kept);
    assertEquals(digest, digest());
    assertEquals(endAt2, goOn(), "one task alone comes to the same");
  }

  /** Opens accounts; lines of commands wait, and some are being worked off. */
  private void begin() throws Exception {
    for (int i = 0; i < PEOPLE; i++) {
      WalletAccount person = LEDGER.knownPerson("person " + i);
      people.add(person);
      send(person, person.open());
      send(null, LEDGER.issue(person, 70_000, 1));
      List<TopicRecord> events = of(person.id()).settlements();
      TopicRecord issue = events.get(events.size() - 1);
      issues.add(issue);
      person.observe(Credit.of(SingleObject.decode(Settled.class, issue.value())).orElseThrow());
      for (int j = 0; j < WAITING; j++) {
        send(person, person.applyCredits(1));
      }
      if (i % 2 == 0) {
        of(person.id()).credit(issue);
      }
    }
  }

  /** Brings all that waits to its end; returns what comes of it. */
  private String goOn() throws Exception {
    for (int i = 1; i < PEOPLE; i += 2) {
      of(people.get(i).id()).credit(issues.get(i));
    }
    while (tasks.stream().anyMatch(task -> task.numProcessingTimeTimers() > 0)) {
      now += Turns.PAUSE_MILLIS;
      for (SettleHarness task : tasks) {
        task.setProcessingTime(now);
      }
    }
    assertEquals(0, tasks.stream().mapToLong(task -> task.count(Count.WAITING)).sum());
    return digest();
  }

  private void rescale(int parallelism) throws Exception {
    kept = new ArrayList<>();
    for (SettleHarness task : tasks) {
      kept.add(task.snapshot(1, now));
    }
    start(parallelism, kept);
  }

  private void start(int parallelism, List<OperatorSubtaskState> from) throws Exception {
    int before = from == null ? 0 : from.size();
    close();
    tasks = new ArrayList<>();
    for (int index = 0; index < parallelism; index++) {
      SettleHarness task = SettleHarness.prepare(PACE, parallelism, index);
      tasks.add(task);
      if (from != null) {
        task.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                AbstractStreamOperatorTestHarness.repackageState(
                    from.toArray(new OperatorSubtaskState[0])),
                SettlementOptions.MAX_PARALLELISM,
                before,
                parallelism,
                index));
      }
      task.open();
      task.setProcessingTime(now);
    }
  }

  private SettleHarness of(AccountId account) {
    return tasks.get(
        KeyGroupRangeAssignment.assignKeyToParallelOperator(
            account, SettlementOptions.MAX_PARALLELISM, tasks.size()));
  }

  private String digest() throws Exception {
    List<AccountStates> states = new ArrayList<>();
    for (SettleHarness task : tasks) {
      states.add(AccountStates.of(task.getOperator().getKeyedStateBackend()));
    }
    return AccountStates.digest(states);
  }

  private void send(WalletAccount owner, PreparedCommand command) throws Exception {
    if (owner != null) {
      owner.accepted(command);
    }
    AddressedRecord record = LEDGER.record(command, offset++);
    of(record.account()).processElement1(new StreamRecord<>(record));
  }
}
