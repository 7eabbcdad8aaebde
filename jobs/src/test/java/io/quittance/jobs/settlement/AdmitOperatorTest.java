package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.AddressedRecordSerializer;
import io.quittance.jobs.record.AdmittedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.submission.Reading;
import io.quittance.schemas.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmitOperatorTest {
  private static final int BATCH = 4;
  private static final int SQUARE_ROOTS = 5;
  private static final int OVERRULED = 3;
  private static final int WAIT_MILLIS = 4;
  private static final int PAUSE_MILLIS = 2;

  /** Sizes of the batches that reached the admitter; static because the operator is serialized. */
  private static final List<Integer> BATCHES = new CopyOnWriteArrayList<>();

  private OneInputStreamOperatorTestHarness<AddressedRecord, AdmittedRecord> harness;

  @BeforeEach
  void open() throws Exception {
    BATCHES.clear();
    harness = harness(BATCH);
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void batch_oneBelowTheLimit_waits() throws Exception {
    send(0, BATCH - 1);
    assertEquals(List.of(), BATCHES);
    assertEquals(List.of(), offsets());
  }

  @Test
  void batch_atTheLimit_isVerifiedAtOnceAndInOrder() throws Exception {
    send(0, BATCH);
    assertEquals(List.of(BATCH), BATCHES);
    assertEquals(List.of(0L, 1L, 2L, 3L), offsets());
  }

  @Test
  void batch_onePastTheLimit_leavesTheOneForTheNext() throws Exception {
    send(0, BATCH + 1);
    assertEquals(List.of(BATCH), BATCHES);
    harness.setProcessingTime(WAIT_MILLIS);
    assertEquals(List.of(BATCH, 1), BATCHES);
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L), offsets());
  }

  @Test
  void batch_firstCommandWaitedLongEnough_isVerified() throws Exception {
    send(0, 1);
    harness.setProcessingTime(WAIT_MILLIS - 1);
    send(1, 2);
    assertEquals(List.of(), BATCHES);
    harness.setProcessingTime(WAIT_MILLIS);
    assertEquals(List.of(2), BATCHES);
  }

  @Test
  void timer_afterAFullBatch_startsAnewWithTheNextCommand() throws Exception {
    send(0, BATCH);
    harness.setProcessingTime(PAUSE_MILLIS - 1);
    send(BATCH, BATCH + 1);
    harness.setProcessingTime(WAIT_MILLIS);
    assertEquals(List.of(BATCH), BATCHES);
    harness.setProcessingTime(PAUSE_MILLIS - 1 + WAIT_MILLIS);
    assertEquals(List.of(BATCH, 1), BATCHES);
  }

  @Test
  void command_afterAPauseOfHalfTheWait_isVerifiedAtOnceAndTheNextIsNot() throws Exception {
    harness.setProcessingTime(PAUSE_MILLIS - 1);
    send(0, 1);
    assertEquals(List.of(), BATCHES, "a pause one millisecond too short");
    harness.setProcessingTime(PAUSE_MILLIS - 1 + WAIT_MILLIS);
    assertEquals(List.of(1), BATCHES);
    harness.setProcessingTime(2 * PAUSE_MILLIS - 1 + WAIT_MILLIS);
    send(1, 3);
    assertEquals(List.of(1, 1), BATCHES);
    harness.setProcessingTime(2 * (PAUSE_MILLIS + WAIT_MILLIS) - 1);
    assertEquals(List.of(1, 1, 1), BATCHES);
    assertEquals(List.of(0L, 1L, 2L), offsets());
  }

  @Test
  void batches_ofAFreshOperator_growToTheLimit() throws Exception {
    harness.close();
    harness = harness(20);
    harness.open();
    send(0, 4 + 8 + 16 + 20 + 20);
    assertEquals(List.of(4, 8, 16, 20, 20), BATCHES);
  }

  @Test
  void barrier_withCommandsWaiting_leavesNothingBuffered() throws Exception {
    send(0, BATCH - 1);
    harness.prepareSnapshotPreBarrier(1);
    assertEquals(List.of(0L, 1L, 2L), offsets());
    harness.setProcessingTime(10 * WAIT_MILLIS);
    assertEquals(List.of(BATCH - 1), BATCHES);
  }

  @Test
  void barrier_withNothingWaiting_verifiesNothing() throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    assertEquals(List.of(), BATCHES);
  }

  @Test
  void finish_withCommandsWaiting_verifiesThem() throws Exception {
    send(0, 2);
    harness.endInput();
    harness.getOneInputOperator().finish();
    assertEquals(List.of(0L, 1L), offsets());
  }

  @Test
  void badCommand_besideGoodOnes_isRejectedAlone() throws Exception {
    harness.processElement(new StreamRecord<>(command(0, "good")));
    harness.processElement(new StreamRecord<>(command(1, "bad")));
    harness.processElement(new StreamRecord<>(command(2, "bad, account unknown")));
    harness.processElement(new StreamRecord<>(command(3, "good")));
    assertEquals(List.of(0L, 3L), offsets());
    assertEquals(2, harness.getSideOutput(OutputTags.REJECTIONS).size());
    assertEquals(1, harness.getSideOutput(OutputTags.RECEIPTS).size());
  }

  @Test
  void batch_endsWithTheLastGoodOne() throws Exception {
    for (String value : List.of("good", "bad", "good", "bad")) {
      harness.processElement(new StreamRecord<>(command(0, value)));
    }
    assertEquals(List.of(false, true), ends());
    for (int i = 0; i < BATCH; i++) {
      harness.processElement(new StreamRecord<>(command(0, "bad")));
    }
    assertEquals(List.of(false, true), ends(), "of a batch without a good one nothing comes");
    send(0, 1);
    harness.prepareSnapshotPreBarrier(1);
    assertEquals(List.of(false, true, true), ends());
  }

  private List<Boolean> ends() {
    return harness.extractOutputValues().stream().map(AdmittedRecord::lastOfBatch).toList();
  }

  @Test
  void tally_overARestart_goesOn() throws Exception {
    harness.processElement(new StreamRecord<>(command(0, "bad")));
    harness.prepareSnapshotPreBarrier(1);
    var snapshot = harness.snapshot(1, 1);
    var restored = harness(BATCH);
    restored.initializeState(snapshot);
    restored.open();
    restored.processElement(new StreamRecord<>(command(1, "bad")));
    restored.prepareSnapshotPreBarrier(2);
    assertEquals(
        2, ((AdmitOperator) restored.getOneInputOperator()).count(Count.REJECTED, "BAD_PROOF"));
    restored.close();
  }

  @Test
  void advice_ofAnAdmittedCommand_goesNoFurther() throws Exception {
    LogRecord record = command(0, "good").record();
    byte[] advice = {1, 2, 3};
    LogRecord advised = new LogRecord(0, 0, 0, null, record.value(), advice);
    harness.processElement(
        new StreamRecord<>(TestLedger.stamped(command(0, "good").account(), advised)));
    harness.setProcessingTime(WAIT_MILLIS);
    LogRecord admitted = harness.extractOutputValues().get(0).addressed().record();
    assertEquals(null, admitted.advice());
    assertEquals(record.value().length, admitted.value().length);
    assertEquals(
        SQUARE_ROOTS, ((AdmitOperator) harness.getOneInputOperator()).count(Count.SQUARE_ROOTS));
    assertEquals(OVERRULED, ((AdmitOperator) harness.getOneInputOperator()).count(Count.OVERRULED));
  }

  private void send(int from, int to) throws Exception {
    for (int offset = from; offset < to; offset++) {
      harness.processElement(new StreamRecord<>(command(offset, "good")));
    }
  }

  private List<Long> offsets() {
    return harness.extractOutputValues().stream()
        .map(out -> out.addressed().record().offset())
        .toList();
  }

  private static OneInputStreamOperatorTestHarness<AddressedRecord, AdmittedRecord> harness(
      int batch) throws Exception {
    return new OneInputStreamOperatorTestHarness<>(
        new AdmitOperator.Factory(
            () -> AdmitOperatorTest::admit, batch, Duration.ofMillis(WAIT_MILLIS)),
        AddressedRecordSerializer.INSTANCE);
  }

  private static Admitter.Verdicts admit(List<AddressedRecord> commands) {
    BATCHES.add(commands.size());
    List<Reading> readings = new ArrayList<>();
    List<Optional<Admitter.Refusal>> verdicts = new ArrayList<>();
    for (AddressedRecord command : commands) {
      readings.add(new Reading.Read(command.submission(), null));
      TopicRecord told = new TopicRecord(null, command.record().value());
      switch (new String(command.record().value(), StandardCharsets.UTF_8)) {
        case "good" -> verdicts.add(Optional.empty());
        case "bad" ->
            verdicts.add(
                Optional.of(
                    new Admitter.Refusal("BAD_PROOF", "Transfer", told, Optional.of(told))));
        default ->
            verdicts.add(
                Optional.of(
                    new Admitter.Refusal("MALFORMED", "unreadable", told, Optional.empty())));
      }
    }
    return new Admitter.Verdicts(readings, verdicts, commands.size(), 0, SQUARE_ROOTS, OVERRULED);
  }

  private static AddressedRecord command(long offset, String value) {
    return TestLedger.stamped(
        AccountId.of(new byte[AccountId.BYTES]),
        new LogRecord(0, offset, 0, null, value.getBytes(StandardCharsets.UTF_8)));
  }
}
