package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.settlement.PlayedFinalLane.Failure;
import io.quittance.jobs.settlement.PlayedFinalLane.Fate;
import io.quittance.jobs.settlement.PlayedFinalLane.Written;
import io.quittance.jobs.settlement.TransactionOutcomes.OpenException;
import io.quittance.jobs.settlement.TransactionOutcomes.Outcome;
import io.quittance.ledger.settlement.Derivation;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of events whose transaction was lost, or is forgotten. */
class LostEventsTest {
  private static final TestLedger LEDGER = TestLedger.INSTANCE;
  private static final String PREFIX = "test-settlements";
  private static final int PEOPLE = 5;

  private final PlayedFinalLane lane = new PlayedFinalLane(LEDGER.partitions());
  private final Counters metrics = new Counters();
  private final LostEvents lostEvents = new LostEvents(lane, PREFIX, LEDGER.partitions(), metrics);
  private SettleHarness settle;
  private long offset;
  private int taken;

  @BeforeEach
  void start() throws Exception {
    settle = SettleHarness.start();
  }

  @AfterEach
  void close() throws Exception {
    settle.close();
  }

  /** A transaction that some accounts have events in, and what stands of it in the log. */
  private record Prepared(
      SettlementsTransaction transaction, List<SettledRecord> events, List<Written> written) {
    void become(Fate fate) {
      written.forEach(each -> each.fate = fate);
    }
  }

  /** Opens and funds accounts, and writes what that settles in one transaction. */
  private Prepared prepare(int number) throws Exception {
    for (int i = 0; i < PEOPLE; i++) {
      WalletAccount person = LEDGER.person("person " + number + " " + i);
      take(person.open());
      take(LEDGER.issue(person, 5, 1));
    }
    List<SettledRecord> events = settle.settlements().subList(taken, settle.settlements().size());
    taken = settle.settlements().size();
    assertEquals(2 * PEOPLE, events.size());
    Derivations.Builder derivations = new Derivations.Builder();
    Map<Integer, OffsetRange> places = new HashMap<>();
    List<Written> written = new ArrayList<>();
    for (SettledRecord event : events) {
      derivations.add(event.derivation());
      Written one = lane.append(event);
      written.add(one);
      long at = one.record.offset();
      places.merge(one.record.partition(), new OffsetRange(at, at), OffsetRange::with);
    }
    KafkaCommittable kafka =
        new KafkaCommittable(70 + number, (short) 3, PREFIX + "-0-" + number, null);
    return new Prepared(
        new SettlementsTransaction(kafka, places, derivations.take()),
        List.copyOf(events),
        written);
  }

  private void take(PreparedCommand command) throws Exception {
    AddressedRecord record = LEDGER.record(command, offset++);
    LogRecord log = record.record();
    lane.journal.computeIfAbsent(log.partition(), none -> new TreeMap<>()).put(log.offset(), log);
    settle.take(record);
  }

  private long derivedAgain() {
    return metrics.count(LostEvents.DERIVED_AGAIN);
  }

  /** Asserts that what can be read is exactly this, each event once. */
  private void assertStands(Prepared... prepared) {
    List<byte[]> expected = new ArrayList<>();
    for (Prepared each : prepared) {
      each.events().forEach(event -> expected.add(event.value()));
    }
    assertSame(expected, lane.committed());
  }

  private static void assertSame(List<byte[]> expected, List<byte[]> found) {
    Comparator<byte[]> order = Arrays::compare;
    List<byte[]> wanted = expected.stream().sorted(order).toList();
    List<byte[]> there = found.stream().sorted(order).toList();
    assertEquals(wanted.size(), there.size());
    for (int i = 0; i < wanted.size(); i++) {
      assertArrayEquals(wanted.get(i), there.get(i));
    }
  }

  @Test
  void lostTransaction_isDerivedAgainByteForByte() throws Exception {
    Prepared lost = prepare(1);
    lost.become(Fate.ABORTED);
    assertEquals(
        "10 of its 10 events were derived again.",
        lostEvents.ended(lost.transaction(), Outcome.ABORTED));
    assertStands(lost);
    assertEquals(10, derivedAgain());
    assertEquals(List.of(PREFIX + "-again-0-1-71-3"), lane.begun);
  }

  @Test
  void committedTransaction_readsAndWritesNothing() throws Exception {
    Prepared one = prepare(1);
    lostEvents.committed(one.transaction());
    assertEquals(List.of(), lane.begun);
    assertEquals(0, lane.settlementsRead + lane.journalReads);
  }

  @Test
  void forgottenTransaction_thatStands_isLeftAlone() throws Exception {
    Prepared one = prepare(1);
    one.become(Fate.COMMITTED);
    assertEquals(
        "0 of its 10 events were derived again.",
        lostEvents.ended(one.transaction(), Outcome.FORGOTTEN));
    assertStands(one);
    assertEquals(List.of(), lane.begun);
  }

  /** However much was settled since, it is enough to have found the transaction's own. */
  @Test
  void forgottenTransaction_isNotLookedForBeyondItsLastEvent() throws Exception {
    Prepared one = prepare(1);
    one.become(Fate.COMMITTED);
    for (int number = 2; number < 6; number++) {
      prepare(number).become(Fate.COMMITTED);
    }
    lostEvents.ended(one.transaction(), Outcome.FORGOTTEN);
    assertEquals(10, lane.settlementsRead);
  }

  @Test
  void forgottenTransaction_thatDoesNotStand_isDerivedAgain() throws Exception {
    Prepared one = prepare(1);
    one.become(Fate.ABORTED);
    Prepared later = prepare(2);
    later.become(Fate.COMMITTED);
    lostEvents.ended(one.transaction(), Outcome.FORGOTTEN);
    assertStands(one, later);
  }

  /** After an older savepoint events come in other transactions; what stands of them is enough. */
  @Test
  void transaction_ofWhichAPartStandsElsewhere_isDerivedAgainForTheRest() throws Exception {
    for (Outcome outcome : List.of(Outcome.ABORTED, Outcome.FORGOTTEN)) {
      lane.settlements.clear();
      Prepared lost = prepare(outcome.ordinal() + 10);
      lost.become(Fate.ABORTED);
      for (SettledRecord event : lost.events().subList(2, 7)) {
        lane.append(event).fate = Fate.COMMITTED;
      }
      lostEvents.ended(lost.transaction(), outcome);
      assertStands(lost);
    }
    assertEquals(10, derivedAgain());
  }

  /** Nothing says yet whether it stands. */
  @Test
  void forgottenTransaction_beforeAllIsDecided_waits() throws Exception {
    Prepared one = prepare(1);
    assertThrows(OpenException.class, () -> lostEvents.ended(one.transaction(), Outcome.FORGOTTEN));
    assertEquals(List.of(), lane.begun);
    one.become(Fate.ABORTED);
    lostEvents.ended(one.transaction(), Outcome.FORGOTTEN);
    assertStands(one);
  }

  /** The other one may wait for this very task. */
  @Test
  void abortedTransaction_behindOneThatIsOpen_isDerivedAgainAtOnce() throws Exception {
    Prepared open = prepare(1);
    Prepared lost = prepare(2);
    lost.become(Fate.ABORTED);
    lostEvents.ended(lost.transaction(), Outcome.ABORTED);
    assertStands(lost);
    open.become(Fate.COMMITTED);
    assertStands(open, lost);
  }

  /** A topic that was emptied must not be written to; the guard says so in words. */
  @Test
  void transaction_whosePlacesAreBeyondTheLog_waits() throws Exception {
    Prepared lost = prepare(1);
    lane.settlements.clear();
    for (Outcome outcome : List.of(Outcome.ABORTED, Outcome.FORGOTTEN)) {
      assertThrows(OpenException.class, () -> lostEvents.ended(lost.transaction(), outcome));
    }
    assertEquals(List.of(), lane.begun);
  }

  @Test
  void failuresOfTheBrokers_areTriedAgain_andNothingStandsTwice() throws Exception {
    Prepared lost = prepare(1);
    lost.become(Fate.ABORTED);
    for (Failure failure : EnumSet.complementOf(EnumSet.of(Failure.LATE))) {
      lane.failures.add(failure);
      assertThrows(
          OpenException.class,
          () -> lostEvents.ended(lost.transaction(), Outcome.ABORTED),
          failure::toString);
      assertTrue(lane.failures.isEmpty(), failure + " did not happen");
      assertEquals(0, derivedAgain());
    }
    // The last failure lost an answer only.
    lostEvents.ended(lost.transaction(), Outcome.ABORTED);
    assertStands(lost);
    assertEquals(0, derivedAgain());
  }

  /** A commit that timed out, or whose sender was killed, comes through a moment later. */
  @Test
  void healing_whoseCommitLandsWhileTheNextBegins_isNotDoneTwice() throws Exception {
    Prepared lost = prepare(1);
    lost.become(Fate.ABORTED);
    lane.failures.add(Failure.LATE);
    assertThrows(OpenException.class, () -> lostEvents.ended(lost.transaction(), Outcome.ABORTED));
    assertEquals(
        "0 of its 10 events were derived again.",
        lostEvents.ended(restored(lost.transaction()), Outcome.ABORTED));
    assertStands(lost);
  }

  /** The job fails between the new transaction's commit and the old one's acknowledgement. */
  @Test
  void healing_thatWasNotAcknowledged_isNotDoneTwice() throws Exception {
    Prepared lost = prepare(1);
    lost.become(Fate.ABORTED);
    // It holds back what is decided, so that the name alone tells.
    Prepared open = prepare(2);
    lostEvents.ended(lost.transaction(), Outcome.ABORTED);
    assertEquals(
        "0 of its 10 events were derived again.",
        lostEvents.ended(restored(lost.transaction()), Outcome.ABORTED));
    open.become(Fate.ABORTED);
    assertStands(lost);
    // The brokers forget names within hours; what stands is found by itself then.
    lane.named.clear();
    lostEvents.ended(restored(lost.transaction()), Outcome.FORGOTTEN);
    assertStands(lost);
  }

  /** The name of a transaction comes again after an older checkpoint. */
  @Test
  void transaction_withTheNameOfOneThatWasHealed_isHealedToo() throws Exception {
    Prepared first = prepare(1);
    first.become(Fate.ABORTED);
    lostEvents.ended(first.transaction(), Outcome.ABORTED);
    Prepared second = prepare(2);
    second.become(Fate.ABORTED);
    KafkaCommittable sameName =
        new KafkaCommittable(99, (short) 0, first.transaction().kafka().getTransactionalId(), null);
    lostEvents.ended(second.transaction().with(sameName), Outcome.ABORTED);
    assertStands(first, second);
  }

  @Test
  void journal_thatWasCutOrIsAnother_stopsTheJobAndWritesNothingFinal() throws Exception {
    Prepared lost = prepare(1);
    lost.become(Fate.ABORTED);
    Map<Integer, TreeMap<Long, LogRecord>> whole = new HashMap<>(lane.journal);
    Derivation last = null;
    for (Derivation event : lost.transaction().events()) {
      last = event;
    }
    int partition = last.position().partition();
    long at = last.position().offset();
    LogRecord there = whole.get(partition).get(at);
    for (LogRecord other :
        new LogRecord[] {
          null,
          new LogRecord(partition, at, there.timestampMillis() + 1, there.key(), there.value()),
          new LogRecord(partition, at, there.timestampMillis(), there.key(), new byte[] {1})
        }) {
      TreeMap<Long, LogRecord> changed = new TreeMap<>(whole.get(partition));
      changed.remove(at);
      if (other != null) {
        changed.put(at, other);
      }
      lane.journal.put(partition, changed);
      SuppressRestartsException refused =
          assertThrows(
              SuppressRestartsException.class,
              () -> lostEvents.ended(lost.transaction(), Outcome.ABORTED));
      String message = refused.getCause().getMessage();
      assertTrue(message.contains("offset=" + at), message);
      assertTrue(message.contains("Put the former journal back"), message);
      assertEquals(0, lane.committed().size());
    }
  }

  /** A stray record in the topic stands for nothing. */
  @Test
  void recordsThatAreNoEvents_areNotTakenForThem() throws Exception {
    Prepared lost = prepare(1);
    lost.become(Fate.ABORTED);
    for (SettledRecord event : lost.events()) {
      lane.append(new SettledRecord(event.key(), new byte[] {1}, event.derivation())).fate =
          Fate.COMMITTED;
    }
    lostEvents.ended(lost.transaction(), Outcome.FORGOTTEN);
    assertEquals(20, lane.committed().size());
    assertEquals(10, derivedAgain());
  }

  @Test
  void manyEvents_areDerivedInBatches() throws Exception {
    Prepared lost = prepare(1);
    lost.become(Fate.ABORTED);
    Derivations.Builder many = new Derivations.Builder();
    for (int i = 0; i <= LostEvents.MAX_BATCH_EVENTS; i++) {
      many.add(lost.events().get(i % lost.events().size()).derivation());
    }
    Set<Integer> partitions = new HashSet<>();
    lost.transaction().events().forEach(event -> partitions.add(event.position().partition()));
    SettlementsTransaction transaction =
        new SettlementsTransaction(
            lost.transaction().kafka(), lost.transaction().places(), many.take());
    lostEvents.ended(transaction, Outcome.ABORTED);
    assertEquals(partitions.size() + 1, lane.journalReads);
  }

  private static SettlementsTransaction restored(SettlementsTransaction transaction)
      throws Exception {
    var serializer = SettlementsTransactionSerializerTest.serializer();
    return serializer.deserialize(serializer.getVersion(), serializer.serialize(transaction));
  }
}
