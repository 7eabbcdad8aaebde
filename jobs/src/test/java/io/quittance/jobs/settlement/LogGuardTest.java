package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.LogRecord;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.network.kafka.LogIdentity;
import io.quittance.network.kafka.RecordDigest;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That offsets in state are never used on another log. */
class LogGuardTest {
  private static final LogIdentity LOG = new LogIdentity("cluster", "topic");
  private static final int MAX_PARALLELISM = 4;

  /** What stands in Kafka; operators are copied by serialization, so it is found statically. */
  private static volatile Optional<LogIdentity> present;

  /** Where all partitions end. */
  private static long end;

  private static final Map<List<Long>, LogRecord> RECORDS = new HashMap<>();
  private static final AtomicInteger OPEN = new AtomicInteger();

  /** Counts looks at which log it is. */
  private static volatile CountDownLatch looks = new CountDownLatch(0);

  private final List<OneInputStreamOperatorTestHarness<?, ?>> opened = new ArrayList<>();

  /** A ledger whose topics can be looked at. */
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
      if (topic.equals(Topics.SETTLEMENTS)) {
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
      return Optional.ofNullable(RECORDS.get(List.of((long) partition, offset)))
          .map(record -> RecordDigest.of(record.timestampMillis(), record.key(), record.value()));
    }

    @Override
    public Optional<Mark> firstFrom(int partition, long offset) {
      throw new AssertionError("the journal is known by what was read last");
    }

    @Override
    public Map<Integer, Long> ends(Set<Integer> partitions) {
      Map<Integer, Long> ends = new HashMap<>();
      partitions.forEach(partition -> ends.put(partition, end));
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
    end = 100;
    RECORDS.clear();
  }

  @AfterEach
  void close() throws Exception {
    for (OneInputStreamOperatorTestHarness<?, ?> harness : opened) {
      harness.close();
    }
    assertEquals(0, OPEN.get(), "looks that were left open");
  }

  @Test
  void state_onItsOwnLog_isGoneOnWith() throws Exception {
    OperatorSubtaskState state = stateAfter(record(0, 4), record(1, 9));
    var harness = restored(state, 1, 0);
    process(harness, record(0, 5));
    process(harness, record(1, 10));
    process(harness, record(2, 0));
  }

  @Test
  void state_onAnotherLog_isRefusedBeforeAnythingIsRead() throws Exception {
    present = Optional.of(LOG);
    OperatorSubtaskState state = stateAfter(record(0, 4));
    for (LogIdentity other :
        List.of(new LogIdentity("cluster", "new"), new LogIdentity("new", "topic"))) {
      present = Optional.of(other);
      String refusal = refusal(() -> restored(state, 1, 0));
      assertTrue(refusal.contains(LOG.toString()), refusal);
      assertTrue(refusal.contains(other.toString()), refusal);
      assertTrue(refusal.contains("quittance."), refusal);
    }
    present = Optional.empty();
    assertTrue(refusal(() -> restored(state, 1, 0)).contains("there is no topic"));
  }

  @Test
  void state_whoseLogIsNamedThoughNothingWasRead_isRefusedToo() throws Exception {
    OperatorSubtaskState state = stateAfter();
    present = Optional.of(new LogIdentity("cluster", "new"));
    refusal(() -> restored(state, 1, 0));
  }

  @Test
  void record_behindAnotherThanTheLast_isRefused() throws Exception {
    OperatorSubtaskState state = stateAfter(record(0, 4), record(1, 9));
    LogRecord last = record(0, 4);
    List<LogRecord> others =
        List.of(
            new LogRecord(0, 4, last.timestampMillis() + 1, last.key(), last.value()),
            new LogRecord(0, 4, last.timestampMillis(), last.key(), new byte[] {1}),
            new LogRecord(0, 4, last.timestampMillis(), null, last.value()));
    for (LogRecord other : others) {
      put(other);
      var harness = restored(state, 1, 0);
      // Nothing is wrong with the other partition.
      process(harness, record(1, 10));
      String refusal = refusal(() -> process(harness, record(0, 5)));
      assertTrue(refusal.contains("record 4 of quittance.journal-0 was another"), refusal);
    }
    RECORDS.remove(List.of(0L, 4L));
    var harness = restored(state, 1, 0);
    String refusal = refusal(() -> process(harness, record(0, 5)));
    assertTrue(refusal.contains("is not there any more"), refusal);
  }

  @Test
  void instance_thatIsNotTheFirst_looksBeforeAnythingIsRead() throws Exception {
    OperatorSubtaskState state = stateAfter(record(0, 4));
    present = Optional.of(new LogIdentity("cluster", "new"));
    refusal(() -> restored(state, 2, 1));
  }

  @Test
  void partition_thatEndsBeforeTheState_isRefusedByEveryInstanceBeforeAnythingIsRead()
      throws Exception {
    end = 100;
    OperatorSubtaskState state = stateAfter(record(0, 4), record(1, 9));
    end = 10;
    restored(state, 2, 0);
    restored(state, 2, 1);
    end = 9;
    for (int instance : new int[] {0, 1}) {
      String refusal = refusal(() -> restored(state, 2, instance));
      assertTrue(refusal.contains("record 9 of quittance."), refusal);
      assertTrue(refusal.contains("-1 is not there any more"), refusal);
    }
  }

  @Test
  void instances_keepWhatEachHasReadOfItsPartitions() throws Exception {
    OperatorSubtaskState before = stateAfter(record(0, 4), record(1, 9));
    var first = restored(before, 2, 0);
    var second = restored(before, 2, 1);
    // The second one has read on; the first one, which says all it knows, knows less of it.
    process(second, record(1, 10));
    OperatorSubtaskState both =
        AbstractStreamOperatorTestHarness.repackageState(
            first.snapshot(2, 2), second.snapshot(2, 2));
    put(new LogRecord(1, 10, 5, null, null));
    var scaledDown = restored(both, 1, 0);
    process(scaledDown, record(0, 5));
    String refusal = refusal(() -> process(scaledDown, record(1, 11)));
    assertTrue(refusal.contains("record 10 of quittance.journal-1"), refusal);
  }

  @Test
  void partition_ofWhichNothingIsReadAfterARestore_isKeptInTheNextState() throws Exception {
    OperatorSubtaskState before = stateAfter(record(0, 4), record(1, 9));
    var harness = restored(before, 1, 0);
    process(harness, record(0, 5));
    OperatorSubtaskState after = harness.snapshot(2, 2);
    put(new LogRecord(1, 9, 5, null, null));
    var again = restored(after, 1, 0);
    String refusal = refusal(() -> process(again, record(1, 10)));
    assertTrue(refusal.contains("record 9 of quittance.journal-1"), refusal);
  }

  @Test
  void instance_thatBeganWithoutState_namesItsLogInItsOwn() throws Exception {
    var second = harness(2, 1);
    second.open();
    process(second, record(1, 9));
    OperatorSubtaskState state = second.snapshot(1, 1);
    present = Optional.of(new LogIdentity("cluster", "new"));
    refusal(() -> restored(state, 1, 0));
  }

  @Test
  void topic_thatBecomesAnotherLogUnderARunningJob_isRefusedByRecordsAndCheckpoints()
      throws Exception {
    var harness = harness(1, 0);
    harness.open();
    process(harness, record(0, 4));
    // Deleted and not created again yet: nothing can be read, and nothing is wrong.
    present = Optional.empty();
    awaitLook();
    process(harness, record(0, 5));
    harness.snapshot(1, 1);
    present = Optional.of(new LogIdentity("cluster", "new"));
    awaitLook();
    String refusal = refusal(() -> process(harness, record(0, 6)));
    assertTrue(refusal.contains("now there is"), refusal);
    refusal = refusal(() -> harness.snapshot(2, 2));
    assertTrue(refusal.contains("now there is"), refusal);
  }

  /** Until the first instance's watch has looked and drawn its conclusions: it looks again then. */
  private static void awaitLook() throws InterruptedException {
    looks = new CountDownLatch(2);
    assertTrue(looks.await(5, TimeUnit.MINUTES), "nobody looks");
  }

  private interface Attempt {
    void run() throws Exception;
  }

  /** Returns why something is refused for good. */
  private static String refusal(Attempt attempt) {
    Throwable thrown = assertThrows(Exception.class, attempt::run);
    SuppressRestartsException refused =
        ExceptionUtils.findThrowable(thrown, SuppressRestartsException.class).orElseThrow();
    return refused.getCause().getMessage();
  }

  private OperatorSubtaskState stateAfter(LogRecord... records) throws Exception {
    var harness = harness(1, 0);
    harness.open();
    for (LogRecord record : records) {
      process(harness, record);
    }
    return harness.snapshot(1, 1);
  }

  private OneInputStreamOperatorTestHarness<LogRecord, ?> restored(
      OperatorSubtaskState state, int parallelism, int instance) throws Exception {
    var harness = harness(parallelism, instance);
    harness.initializeState(state);
    harness.open();
    return harness;
  }

  private static void process(
      OneInputStreamOperatorTestHarness<LogRecord, ?> harness, LogRecord record) throws Exception {
    harness.processElement(new StreamRecord<>(record));
    put(record);
  }

  private static void put(LogRecord record) {
    RECORDS.put(List.of((long) record.partition(), record.offset()), record);
  }

  /** A record that is rejected: what is said of it is not looked at here. */
  private static LogRecord record(int partition, long offset) {
    byte[] key = ByteBuffer.allocate(Long.BYTES).putLong(offset).array();
    return new LogRecord(partition, offset, 1_000 + offset, key, new byte[] {7});
  }

  private OneInputStreamOperatorTestHarness<LogRecord, ?> harness(int parallelism, int instance)
      throws Exception {
    ProcessFunction<LogRecord, ?> function = new ReadJournal(new Watched());
    OneInputStreamOperatorTestHarness<LogRecord, ?> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(function), MAX_PARALLELISM, parallelism, instance);
    harness.setup();
    opened.add(harness);
    return harness;
  }
}
