package io.quittance.jobs.settlement;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.ledger.submission.JournalReader;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Rejection;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.Topics;
import java.util.Optional;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Finds out which account each record of the journal is about; what cannot be read is rejected.
 *
 * <p>It also holds a restored ledger to its log, its network, its operator's and its auditors'
 * keys, before anything is read.
 */
final class ReadJournal extends ProcessFunction<LogRecord, AddressedRecord>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final LedgerSetup ledger;
  private transient Network network;
  private transient JournalReader reader;
  private transient VerdictRecords verdicts;
  private transient TimetableGuard operatorKeys;
  private transient TimetableGuard auditorKeys;
  private transient Optional<LogGuard> log;
  private transient Tally tally;
  private transient TimeDistribution receiptLatency;

  ReadJournal(LedgerSetup ledger) {
    this.ledger = ledger;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    network = ledger.network();
    int instance = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    if (!context.isRestored() && instance == 0) {
      requireFirstStart();
    }
    NetworkGuard.check(
        context.getOperatorStateStore(), network.name(), network.commandPartitions());
    log = LogGuard.restore(context.getOperatorStateStore(), ledger, Topics.JOURNAL, instance);
    tally = Tally.restore(context, getRuntimeContext().getMetricGroup(), Count.READ);
    tally.expectEntries();
    receiptLatency =
        TimeDistribution.register(getRuntimeContext().getMetricGroup(), "receipt_latency_seconds");
    reader = new JournalReader(network.commandPartitions());
    ReceiptSigner signer = ledger.receiptSigner();
    operatorKeys = TimetableGuard.operatorKeys(context.getOperatorStateStore(), signer.keys());
    auditorKeys = TimetableGuard.auditorKeys(context.getOperatorStateStore(), network.assets());
    verdicts = new VerdictRecords(signer);
  }

  private void requireFirstStart() throws SuppressRestartsException {
    try {
      ledger.requireFirstStart();
    } catch (IllegalStateException stateIsMissing) {
      throw new SuppressRestartsException(stateIsMissing);
    }
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<AddressedRecord> out)
      throws SuppressRestartsException {
    if (log.isPresent()) {
      log.get().read(record);
    }
    tally.add(Count.READ, 1);
    operatorKeys.read(record.timestampMillis());
    auditorKeys.read(record.timestampMillis());
    Submission submission =
        Submission.of(
            new Position(record.partition(), record.offset(), record.timestampMillis()),
            record.key(),
            record.value());
    Reading reading = reader.read(submission);
    if (reading instanceof Reading.Read read) {
      out.collect(new AddressedRecord(read.command().command().account(), record));
    } else if (reading instanceof Reading.ReadEntry read) {
      out.collect(new AddressedRecord(read.entry().payee(), record));
    } else if (reading instanceof Reading.Unreadable unreadable) {
      reject(unreadable.rejection(), context);
    }
  }

  private void reject(Rejection rejection, Context context) {
    Admitter.Refusal refusal = verdicts.refusal(rejection);
    tally.rejected(refusal);
    context.output(OutputTags.REJECTIONS, refusal.rejection());
    if (refusal.receipt().isPresent()) {
      context.output(OutputTags.RECEIPTS, refusal.receipt().get());
      receiptLatency.addSince(rejection.submission().position().timestampMillis());
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    tally.snapshot();
    operatorKeys.snapshot();
    auditorKeys.snapshot();
    if (log.isPresent()) {
      log.get().snapshot();
    }
  }

  @Override
  public void close() {
    if (log != null) {
      log.ifPresent(LogGuard::close);
    }
  }
}
