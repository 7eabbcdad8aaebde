package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.schemas.AccountId;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ledger's state is the same by however many tasks it is kept. */
class RescaleTest {
  private static final TestLedger LEDGER = TestLedger.INSTANCE;
  private static final int PEOPLE = 12;
  private static final int CREDITS = 5;

  private List<SettleHarness> tasks = new ArrayList<>();
  private final List<WalletAccount> people = new ArrayList<>();
  private final List<AddressedRecord> rest = new ArrayList<>();
  private long offset;
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

    start(1, kept);
    assertEquals(digest, digest());
    assertEquals(endAt2, goOn(), "one task alone comes to the same");
  }

  /** Opens and funds accounts; payments in a ring are on their way, sums are to be forgotten. */
  private void begin() throws Exception {
    for (int i = 0; i < PEOPLE; i++) {
      WalletAccount person = LEDGER.knownPerson("person " + i);
      people.add(person);
      send(person, person.open());
      for (int number = 1; number <= CREDITS; number++) {
        send(null, LEDGER.issue(person, 70_000, number));
        person.observe(LEDGER.lastCredit(of(person.id()).side(OutputTags.RECEIPTS)));
      }
      send(person, person.applyCredits(CREDITS - 1));
    }
    for (int i = 0; i < PEOPLE; i++) {
      WalletAccount payer = people.get(i);
      WalletAccount payee = people.get((i + 1) % PEOPLE);
      for (int payment = 0; payment < 2; payment++) {
        send(payer, payer.transfer(payee.address(), 10 + i, "", CREDITS));
        List<TopicRecord> entries = of(payer.id()).side(OutputTags.ENTRIES);
        AddressedRecord entry = SettleHarness.entry(entries.get(entries.size() - 1), offset++);
        if (payment == 0) {
          of(payee.id()).take(entry);
        } else {
          rest.add(entry);
        }
      }
    }
  }

  /** Counts what is on its way; returns what comes of it. */
  private String goOn() throws Exception {
    for (AddressedRecord entry : rest) {
      of(entry.account()).take(entry);
      of(entry.account()).take(entry);
    }
    assertEquals(PEOPLE, tasks.stream().mapToLong(task -> task.count(Count.ENTRIES_DROPPED)).sum());
    return digest();
  }

  private void rescale(int parallelism) throws Exception {
    kept = new ArrayList<>();
    for (SettleHarness task : tasks) {
      kept.add(task.snapshot(1, 1));
    }
    start(parallelism, kept);
  }

  private void start(int parallelism, List<OperatorSubtaskState> from) throws Exception {
    int before = from == null ? 0 : from.size();
    close();
    tasks = new ArrayList<>();
    for (int index = 0; index < parallelism; index++) {
      SettleHarness task = SettleHarness.prepare(parallelism, index);
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
    of(record.account()).take(record);
  }
}
