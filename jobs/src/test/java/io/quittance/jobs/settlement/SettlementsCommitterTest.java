package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.jobs.settlement.TransactionOutcomes.Outcome;
import io.quittance.ledger.settlement.Derivation;
import io.quittance.ledger.submission.Position;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.operators.sink.CommitterOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Flink's own operator with the settlements' committer: what it keeps until all is seen to. */
@SuppressWarnings("try") // The harness's close() may be interrupted; nobody interrupts here.
class SettlementsCommitterTest {
  private static final int MAX_PARALLELISM = 4;

  /** By transaction, what it was told; operators are copied, so it is found statically. */
  private static final Map<String, String> TOLD = new TreeMap<>();

  /** How often the brokers do not tell what became of a transaction. */
  private static int silences;

  @BeforeEach
  void forget() {
    TOLD.clear();
    silences = 0;
  }

  /** The sink, over brokers that have fenced every transaction but those of checkpoint 1. */
  private static final class Fenced
      implements Sink<String>, SupportsCommitter<SettlementsTransaction>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<String> createWriter(WriterInitContext context) {
      throw new AssertionError("nothing is written");
    }

    @Override
    public Committer<SettlementsTransaction> createCommitter(CommitterInitContext context) {
      return new GivingUpCommitter<>(new Kafka(), Fenced::outcome, new Told(), new Counters());
    }

    private static Outcome outcome(KafkaCommittable transaction)
        throws TransactionOutcomes.OpenException {
      if (silences-- > 0) {
        throw new TransactionOutcomes.OpenException(new IOException("no answer"));
      }
      return Outcome.ABORTED;
    }

    @Override
    public SimpleVersionedSerializer<SettlementsTransaction> getCommittableSerializer() {
      return SettlementsTransactionSerializerTest.serializer();
    }
  }

  private static final class Kafka implements Committer<KafkaCommittable> {
    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
      for (CommitRequest<KafkaCommittable> request : requests) {
        if (!request.getCommittable().getTransactionalId().endsWith("-1")) {
          request.signalFailedWithKnownReason(new ProducerFencedException("fenced"));
        }
      }
    }

    @Override
    public void close() {}
  }

  private static final class Told implements TransactionEnds<SettlementsTransaction> {
    @Override
    public KafkaCommittable kafka(SettlementsTransaction transaction) {
      return transaction.kafka();
    }

    @Override
    public SettlementsTransaction with(SettlementsTransaction one, KafkaCommittable other) {
      return one.with(other);
    }

    @Override
    public void committed(SettlementsTransaction transaction) {
      tell("committed", transaction);
    }

    @Override
    public String ended(SettlementsTransaction transaction, Outcome outcome) {
      tell(outcome.toString(), transaction);
      return "";
    }

    private static void tell(String what, SettlementsTransaction transaction) {
      List<Long> offsets = new ArrayList<>();
      transaction.events().forEach(event -> offsets.add(event.position().offset()));
      String before = TOLD.put(transaction.kafka().getTransactionalId(), what + " " + offsets);
      assertEquals(null, before, "it was told twice");
    }
  }

  private static OneInputStreamOperatorTestHarness<
          CommittableMessage<SettlementsTransaction>, CommittableMessage<SettlementsTransaction>>
      harness(int parallelism, int instance) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new CommitterOperatorFactory<>(new Fenced(), false, true),
        MAX_PARALLELISM,
        parallelism,
        instance);
  }

  /** The writer of an instance ends its transaction at a checkpoint. */
  private static void prepare(
      OneInputStreamOperatorTestHarness<CommittableMessage<SettlementsTransaction>, ?> harness,
      int parallelism,
      int instance,
      long checkpoint)
      throws Exception {
    Derivations.Builder events = new Derivations.Builder();
    long offset = 10 * instance + checkpoint;
    events.add(new Derivation(new Position(0, offset, 1), 1, 2, 0, 0, Optional.empty()).toBytes());
    SettlementsTransaction transaction =
        new SettlementsTransaction(
            new KafkaCommittable(1, (short) 0, "test-" + instance + "-" + checkpoint, null),
            Map.of(0, new OffsetRange(0, 1)),
            events.take());
    harness.processElement(
        new StreamRecord<>(new CommittableSummary<>(instance, parallelism, checkpoint, 1, 0)));
    harness.processElement(
        new StreamRecord<>(new CommittableWithLineage<>(transaction, checkpoint, instance)));
  }

  private static final Map<String, String> ALL_OF_ONE =
      Map.of("test-0-1", "committed [1]", "test-0-2", "ABORTED [2]");

  @Test
  void transactions_ofACompleteCheckpoint_areSeenToOnce() throws Exception {
    try (var harness = harness(1, 0)) {
      harness.open();
      prepare(harness, 1, 0, 1);
      prepare(harness, 1, 0, 2);
      harness.snapshot(2, 2);
      assertEquals(Map.of(), TOLD);
      harness.notifyOfCompletedCheckpoint(2);
      assertEquals(ALL_OF_ONE, TOLD);
      harness.notifyOfCompletedCheckpoint(3);
    }
  }

  @Test
  void transaction_thatCannotBeSeenToNow_isTriedAgainWithItsEvents() throws Exception {
    silences = 3;
    try (var harness = harness(1, 0)) {
      harness.open();
      prepare(harness, 1, 0, 2);
      harness.snapshot(2, 2);
      harness.notifyOfCompletedCheckpoint(2);
    }
    assertEquals(Map.of("test-0-2", "ABORTED [2]"), TOLD);
  }

  /** The checkpoint was complete, and the job failed before it knew. */
  @Test
  void transactions_ofARestoredJob_areSeenTo() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(1, 0)) {
      harness.open();
      prepare(harness, 1, 0, 1);
      prepare(harness, 1, 0, 2);
      state = harness.snapshot(2, 2);
    }
    try (var harness = harness(1, 0)) {
      harness.setRestoredCheckpointId(2);
      harness.initializeState(state);
      harness.open();
      assertEquals(ALL_OF_ONE, TOLD);
    }
    TOLD.clear();
    // A savepoint may be gone back to more than once.
    try (var harness = harness(1, 0)) {
      harness.setRestoredCheckpointId(2);
      harness.initializeState(state);
      harness.open();
      assertEquals(ALL_OF_ONE, TOLD);
    }
  }

  @Test
  void transactions_ofAJobRescaledFromOneToTwo_areSeenToOnce() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(1, 0)) {
      harness.open();
      prepare(harness, 1, 0, 1);
      prepare(harness, 1, 0, 2);
      state = harness.snapshot(2, 2);
    }
    restore(state, 1, 2);
    assertEquals(ALL_OF_ONE, TOLD);
  }

  @Test
  void transactions_ofAJobRescaledFromTwoToOne_areSeenToOnce() throws Exception {
    OperatorSubtaskState both;
    try (var first = harness(2, 0);
        var second = harness(2, 1)) {
      first.open();
      second.open();
      prepare(first, 2, 0, 2);
      prepare(second, 2, 1, 2);
      both =
          AbstractStreamOperatorTestHarness.repackageState(
              first.snapshot(2, 2), second.snapshot(2, 2));
    }
    restore(both, 2, 1);
    assertEquals(Map.of("test-0-2", "ABORTED [2]", "test-1-2", "ABORTED [12]"), TOLD);
  }

  private static void restore(OperatorSubtaskState state, int before, int after) throws Exception {
    for (int instance = 0; instance < after; instance++) {
      OperatorSubtaskState own =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              state, MAX_PARALLELISM, before, after, instance);
      try (var harness = harness(after, instance)) {
        harness.setRestoredCheckpointId(2);
        harness.initializeState(own);
        harness.open();
      }
    }
  }
}
