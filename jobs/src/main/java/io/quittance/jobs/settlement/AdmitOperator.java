package io.quittance.jobs.settlement;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.AdmittedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Verifies commands in micro-batches and passes the good ones on, in their order; the last of a
 * batch says so, and what the ledger says of all of them goes out together.
 *
 * <p>A batch is verified when it is full, when its first command has waited long enough, and before
 * each checkpoint barrier; a command that comes after a pause of half that wait is verified at
 * once, since few are likely to join it soon. So nothing is held in memory when the state of the
 * job is taken, and the operator needs none of its own but its counts.
 *
 * <p>The first batches are small, each twice the one before: a process that has just started has
 * not compiled the verifier yet, and the first receipts after a fault must not wait for a batch of
 * what queued up meanwhile.
 */
final class AdmitOperator extends AbstractStreamOperator<AdmittedRecord>
    implements OneInputStreamOperator<AddressedRecord, AdmittedRecord> {
  private static final long serialVersionUID = 1L;

  /** How many recent batches the histograms tell of. */
  private static final int HISTOGRAM_BATCHES = 500;

  /** Verifying fewer costs hardly less: most of it is the multiplication of shared generators. */
  private static final int FIRST_BATCH_COMMANDS = 4;

  private final Admitter.Factory admitters;
  private final int batchCommands;
  private final long batchWaitMillis;

  private transient int fullBatch;
  private transient List<AddressedRecord> batch;
  private transient ScheduledFuture<?> timer;
  private transient long quietFromMillis;
  private transient Admitter admitter;
  private transient Tally tally;
  private transient Histogram batchSize;
  private transient TimeDistribution batchTime;
  private transient TimeDistribution receiptLatency;

  private AdmitOperator(
      StreamOperatorParameters<AdmittedRecord> parameters,
      Admitter.Factory admitters,
      int batchCommands,
      Duration batchWait) {
    super(parameters);
    this.admitters = admitters;
    this.batchCommands = batchCommands;
    this.batchWaitMillis = batchWait.toMillis();
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    tally =
        Tally.restore(
            context,
            getMetricGroup(),
            Count.PROOFS,
            Count.BISECTIONS,
            Count.SQUARE_ROOTS,
            Count.OVERRULED);
    tally.expectEntries();
  }

  @Override
  public void open() throws Exception {
    super.open();
    batch = new ArrayList<>(batchCommands);
    fullBatch = Math.min(FIRST_BATCH_COMMANDS, batchCommands);
    busyUntilNow();
    admitter = admitters.create();
    batchSize =
        getMetricGroup()
            .histogram("batch_commands", new DescriptiveStatisticsHistogram(HISTOGRAM_BATCHES));
    batchTime = TimeDistribution.register(getMetricGroup(), "batch_seconds");
    receiptLatency = TimeDistribution.register(getMetricGroup(), "receipt_latency_seconds");
  }

  @Override
  public void processElement(StreamRecord<AddressedRecord> element) {
    batch.add(element.getValue());
    long now = getProcessingTimeService().getCurrentProcessingTime();
    boolean alone = batch.size() == 1 && now >= quietFromMillis;
    busyUntilNow();
    if (alone || batch.size() >= fullBatch) {
      verifyBatch();
    } else if (timer == null) {
      timer =
          getProcessingTimeService()
              .registerTimer(
                  now + batchWaitMillis,
                  time -> {
                    timer = null;
                    verifyBatch();
                  });
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    verifyBatch();
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    verifyBatch();
    super.prepareSnapshotPreBarrier(checkpointId);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    tally.snapshot();
  }

  @Override
  public void finish() throws Exception {
    verifyBatch();
    super.finish();
  }

  /** Returns one of the operator's counts. */
  long count(Count count, String... labels) {
    return tally.count(count, labels);
  }

  /** What arrives soon after is not alone: others may have queued up meanwhile. */
  private void busyUntilNow() {
    long pauseMillis = Math.max(1, batchWaitMillis / 2);
    quietFromMillis = getProcessingTimeService().getCurrentProcessingTime() + pauseMillis;
  }

  private void verifyBatch() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    if (batch.isEmpty()) {
      return;
    }
    long startNanos = System.nanoTime();
    Admitter.Verdicts verdicts = admitter.admit(List.copyOf(batch));
    batchTime.addNanos(System.nanoTime() - startNanos);
    batchSize.update(batch.size());
    tally.add(Count.PROOFS, verdicts.proofs());
    tally.add(Count.BISECTIONS, verdicts.bisections());
    tally.add(Count.SQUARE_ROOTS, verdicts.squareRoots());
    tally.add(Count.OVERRULED, verdicts.overruled());
    emit(verdicts);
    batch.clear();
    fullBatch = Math.min(2 * fullBatch, batchCommands);
    busyUntilNow();
  }

  private void emit(Admitter.Verdicts verdicts) {
    int lastAdmitted = batch.size() - 1;
    while (lastAdmitted >= 0 && verdicts.rejections().get(lastAdmitted).isPresent()) {
      lastAdmitted--;
    }
    for (int i = 0; i < batch.size(); i++) {
      AddressedRecord record = batch.get(i);
      Optional<Admitter.Refusal> rejection = verdicts.rejections().get(i);
      if (rejection.isPresent()) {
        refuse(record, rejection.get());
      } else {
        output.collect(
            new StreamRecord<>(
                new AdmittedRecord(
                    record.withoutAdvice(), verdicts.readings().get(i), i == lastAdmitted)));
      }
    }
  }

  private void refuse(AddressedRecord command, Admitter.Refusal refusal) {
    tally.rejected(refusal);
    output.collect(OutputTags.REJECTIONS, new StreamRecord<>(refusal.rejection()));
    if (refusal.receipt().isPresent()) {
      output.collect(OutputTags.RECEIPTS, new StreamRecord<>(refusal.receipt().get()));
      receiptLatency.addSince(command.record().timestampMillis());
    }
  }

  /** Makes the operator where it runs. */
  static final class Factory extends AbstractStreamOperatorFactory<AdmittedRecord>
      implements OneInputStreamOperatorFactory<AddressedRecord, AdmittedRecord> {
    private static final long serialVersionUID = 1L;

    private final Admitter.Factory admitters;
    private final int batchCommands;
    private final Duration batchWait;

    Factory(Admitter.Factory admitters, int batchCommands, Duration batchWait) {
      this.admitters = admitters;
      this.batchCommands = batchCommands;
      this.batchWait = batchWait;
    }

    @Override
    public <T extends StreamOperator<AdmittedRecord>> T createStreamOperator(
        StreamOperatorParameters<AdmittedRecord> parameters) {
      @SuppressWarnings("unchecked")
      T operator = (T) new AdmitOperator(parameters, admitters, batchCommands, batchWait);
      return operator;
    }

    @Override
    public Class<? extends StreamOperator<?>> getStreamOperatorClass(ClassLoader loader) {
      return AdmitOperator.class;
    }
  }
}
