package io.quittance.jobs.settlement;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.ledger.network.Network;
import io.quittance.ledger.statement.JournalStatements.Standing;
import io.quittance.ledger.submission.JournalReader;
import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Reason;
import io.quittance.ledger.submission.Rejection;
import io.quittance.ledger.submission.Stamp;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.Topics;
import java.util.Optional;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Finds out which account each record of the journal is about, and stamps it with the statement
 * that holds at its place and the greatest time of its partition; what cannot be read is rejected.
 *
 * <p>It also holds a restored ledger to its logs and its network, before anything is read.
 */
final class ReadJournal extends ProcessFunction<LogRecord, AddressedRecord>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final LedgerSetup ledger;
  private transient Network network;
  private transient JournalReader reader;
  private transient VerdictRecords verdicts;
  private transient PartitionPlaces statements;
  private transient Optional<LogGuard> log;
  private transient Optional<WrittenLogGuard> settlements;
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
    NetworkGuard.check(context.getOperatorStateStore(), network);
    log = LogGuard.restore(context.getOperatorStateStore(), ledger, Topics.JOURNAL, instance);
    settlements =
        WrittenLogGuard.restore(
            context.getOperatorStateStore(), ledger, Topics.SETTLEMENTS, instance);
    tally =
        Tally.restore(context, getRuntimeContext().getMetricGroup(), Count.READ, Count.STATEMENTS);
    tally.expectEntries();
    receiptLatency =
        TimeDistribution.register(getRuntimeContext().getMetricGroup(), "receipt_latency_seconds");
    reader = new JournalReader(network.commandPartitions());
    statements =
        PartitionPlaces.restore(context.getOperatorStateStore(), ledger.statements(), instance);
    verdicts = new VerdictRecords(ledger.receiptSigner());
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
    if (settlements.isPresent()) {
      settlements.get().requireUnchanged();
    }
    tally.add(Count.READ, 1);
    Standing standing = statements.read(record);
    if (standing instanceof Standing.Stamped stamped) {
      read(record, stamped.stamp(), context, out);
    } else if (standing instanceof Standing.Ignored ignored) {
      reject(
          unread(record, new Reason(RejectionCode.WRONG_STATEMENT, ignored.explanation())),
          context);
    } else if (standing instanceof Standing.Unfounded unfounded) {
      reject(unread(record, unfounded.reason()), context);
    } else {
      tally.add(Count.STATEMENTS, 1);
    }
  }

  private static Rejection unread(LogRecord record, Reason reason) {
    return Rejection.unread(Submission.of(position(record), record.key(), record.value()), reason);
  }

  private static Position position(LogRecord record) {
    return new Position(record.partition(), record.offset(), record.timestampMillis());
  }

  private void read(
      LogRecord record, Stamp stamp, Context context, Collector<AddressedRecord> out) {
    Reading reading =
        reader.read(Submission.of(position(record), record.key(), record.value(), stamp));
    if (reading instanceof Reading.Read read) {
      out.collect(new AddressedRecord(read.command().command().account(), record, stamp));
    } else if (reading instanceof Reading.ReadEntry read) {
      out.collect(new AddressedRecord(read.entry().payee(), record, stamp));
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
    statements.snapshot();
    if (log.isPresent()) {
      log.get().snapshot();
    }
    if (settlements.isPresent()) {
      settlements.get().snapshot();
    }
  }

  @Override
  public void close() {
    if (log != null) {
      log.ifPresent(LogGuard::close);
    }
    if (settlements != null) {
      settlements.ifPresent(WrittenLogGuard::close);
    }
  }
}
