package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.network.kafka.LogIdentity;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the job's state is never used with another log of settlements, which nobody reads on. */
class WrittenLogGuardTest {
  private static final LogIdentity LOG = new LogIdentity("cluster", "topic");
  private static final LogIdentity OTHER = new LogIdentity("cluster", "new");
  private static final int MAX_PARALLELISM = 4;

  /** What stands in Kafka; operators are copied by serialization, so it is found statically. */
  private static volatile Optional<LogIdentity> present;

  private static final Map<Integer, Long> ENDS = new ConcurrentHashMap<>();
  private static final Map<Integer, LogLook.Mark> FIRSTS = new ConcurrentHashMap<>();
  private static final AtomicInteger OPEN = new AtomicInteger();
  private static volatile CountDownLatch looks = new CountDownLatch(0);

  private final List<OneInputStreamOperatorTestHarness<?, ?>> opened = new ArrayList<>();

  /** A ledger whose settlements can be looked at. */
  private record Watched() implements LedgerSetup {
    private static final long serialVersionUID = 1L;

    @Override
    public StatementChain statements() {
      return TestLedger.INSTANCE.statements();
    }

    @Override
    public ReceiptSigner receiptSigner() {
      return TestLedger.INSTANCE.receiptSigner();
    }

    @Override
    public Optional<Supplier<LogLook>> looksAt(Topic topic) {
      if (topic.equals(Topics.JOURNAL)) {
        return Optional.empty();
      }
      return Optional.of(
          () -> {
            OPEN.incrementAndGet();
            return new Look();
          });
    }
  }

  private static final class Look implements LogLook {
    @Override
    public Optional<LogIdentity> identity() {
      looks.countDown();
      return present;
    }

    @Override
    public Optional<byte[]> digestAt(int partition, long offset) {
      return firstFrom(partition, offset).filter(m -> m.offset() == offset).map(Mark::digest);
    }

    @Override
    public Optional<Mark> firstFrom(int partition, long offset) {
      return Optional.ofNullable(FIRSTS.get(partition));
    }

    @Override
    public Map<Integer, Long> ends(Set<Integer> partitions) {
      Map<Integer, Long> ends = new HashMap<>();
      partitions.forEach(partition -> ends.put(partition, ENDS.getOrDefault(partition, 0L)));
      return ends;
    }

    @Override
    public void close() {
      OPEN.decrementAndGet();
    }
  }

  @BeforeEach
  void log() {
    present = Optional.of(LOG);
    ENDS.clear();
    FIRSTS.clear();
    ENDS.put(2, 50L);
    FIRSTS.put(2, new LogLook.Mark(3, new byte[] {7}));
  }

  @AfterEach
  void close() throws Exception {
    for (OneInputStreamOperatorTestHarness<?, ?> harness : opened) {
      harness.close();
    }
    assertEquals(0, OPEN.get(), "looks that were left open");
  }

  @Test
  void state_onItsOwnLog_isGoneOnWith_howeverMuchWasWrittenSince() throws Exception {
    OperatorSubtaskState state = stateAfterALook();
    ENDS.put(2, 90L);
    ENDS.put(1, 5L);
    restored(state, 2, 0);
    restored(state, 2, 1);
  }

  @Test
  void state_onAnotherLog_isRefusedByEveryInstanceBeforeAnythingIsRead() throws Exception {
    OperatorSubtaskState state = stateAfterALook();
    for (LogIdentity other : List.of(OTHER, new LogIdentity("new", "topic"))) {
      present = Optional.of(other);
      for (int instance : new int[] {0, 1}) {
        String refusal = refusal(() -> restored(state, 2, instance));
        assertTrue(refusal.contains(LOG.toString()), refusal);
        assertTrue(refusal.contains(other.toString()), refusal);
        assertTrue(refusal.contains("quittance.settlements"), refusal);
      }
    }
    present = Optional.empty();
    assertTrue(refusal(() -> restored(state, 1, 0)).contains("there is no topic"));
  }

  @Test
  void partition_thatEndsBeforeItWasSeenToEnd_isRefused() throws Exception {
    OperatorSubtaskState state = stateAfterALook();
    ENDS.put(2, 49L);
    String refusal = refusal(() -> restored(state, 1, 0));
    assertTrue(refusal.contains("record 49 of quittance.settlements-2 is not there"), refusal);
  }

  @Test
  void partition_whoseFirstRecordIsAnotherOrGone_isRefused() throws Exception {
    OperatorSubtaskState state = stateAfterALook();
    FIRSTS.put(2, new LogLook.Mark(3, new byte[] {8}));
    String refusal = refusal(() -> restored(state, 1, 0));
    assertTrue(refusal.contains("record 3 of quittance.settlements-2 was another"), refusal);
    FIRSTS.put(2, new LogLook.Mark(4, new byte[] {7}));
    refusal = refusal(() -> restored(state, 1, 0));
    assertTrue(refusal.contains("record 3 of quittance.settlements-2 is not there"), refusal);
  }

  @Test
  void state_ofALogThatWasNotLookedAtAgain_isKept() throws Exception {
    OperatorSubtaskState state = restored(stateAfterALook(), 1, 0).snapshot(2, 2);
    FIRSTS.put(2, new LogLook.Mark(3, new byte[] {8}));
    refusal(() -> restored(state, 1, 0));
  }

  @Test
  void topic_thatBecomesAnotherUnderARunningJob_isRefusedByRecordsAndCheckpoints()
      throws Exception {
    var harness = harness(1, 0);
    harness.open();
    present = Optional.empty();
    awaitLook();
    harness.snapshot(1, 1);
    present = Optional.of(OTHER);
    awaitLook();
    LogRecord record = new LogRecord(0, 0, 0, null, null);
    String refusal = refusal(() -> harness.processElement(new StreamRecord<>(record)));
    assertTrue(refusal.contains("now there is"), refusal);
    refusal = refusal(() -> harness.snapshot(2, 2));
    assertTrue(refusal.contains("now there is"), refusal);
  }

  /** Until the first instance's watch has looked and drawn its conclusions: it looks again then. */
  private static void awaitLook() throws InterruptedException {
    looks = new CountDownLatch(2);
    assertTrue(looks.await(5, TimeUnit.MINUTES), "nobody looks");
  }

  private OperatorSubtaskState stateAfterALook() throws Exception {
    var harness = harness(1, 0);
    harness.open();
    awaitLook();
    return harness.snapshot(1, 1);
  }

  private interface Attempt {
    void run() throws Exception;
  }

  /** Returns why something is refused for good. */
  private static String refusal(Attempt attempt) {
    Throwable thrown = assertThrows(Exception.class, attempt::run);
    return ExceptionUtils.findThrowable(thrown, SuppressRestartsException.class)
        .orElseThrow()
        .getCause()
        .getMessage();
  }

  private OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord> restored(
      OperatorSubtaskState state, int parallelism, int instance) throws Exception {
    var harness = harness(parallelism, instance);
    harness.initializeState(state);
    harness.open();
    return harness;
  }

  private OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord> harness(
      int parallelism, int instance) throws Exception {
    OneInputStreamOperatorTestHarness<LogRecord, AddressedRecord> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new ReadJournal(new Watched())),
            MAX_PARALLELISM,
            parallelism,
            instance);
    harness.setup();
    opened.add(harness);
    return harness;
  }
}
