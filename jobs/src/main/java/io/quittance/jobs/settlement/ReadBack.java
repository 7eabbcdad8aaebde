package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import java.util.Arrays;
import java.util.Optional;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Reads the settled events back, so that one that was lost is missed.
 *
 * <p>Only the job itself may write to that topic. Should anything else stand there, or stand in
 * another partition than its key's, it is told in the rejections topic. No verdict depends on it.
 */
final class ReadBack extends ProcessFunction<LogRecord, TopicRecord>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final LedgerSetup ledger;
  private transient int partitions;
  private transient Tally tally;
  private transient Optional<LogGuard> log;

  /** From a command's log-append time to when its event can be read: the final lane's. */
  private transient TimeDistribution finalLatency;

  ReadBack(LedgerSetup ledger) {
    this.ledger = ledger;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    partitions = ledger.network().commandPartitions();
    log =
        LogGuard.restore(
            context.getOperatorStateStore(),
            ledger,
            Topics.SETTLEMENTS,
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
    tally =
        Tally.restore(
            context, getRuntimeContext().getMetricGroup(), Count.SETTLED_READ, Count.STRAY_EVENTS);
    finalLatency =
        TimeDistribution.register(getRuntimeContext().getMetricGroup(), "final_latency_seconds");
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<TopicRecord> out)
      throws SuppressRestartsException {
    if (log.isPresent()) {
      log.get().read(record);
    }
    tally.add(Count.SETTLED_READ, 1);
    try {
      Settled settled = settled(record);
      finalLatency.addSince(settled.getPosition().getTimestampMillis());
      out.collect(new TopicRecord(record.key(), record.value()));
    } catch (MalformedRecordException malformed) {
      tally.add(Count.STRAY_EVENTS, 1);
      context.output(OutputTags.REJECTIONS, VerdictRecords.stray(record, malformed.getMessage()));
    }
  }

  private Settled settled(LogRecord record) throws MalformedRecordException {
    if (record.value() == null) {
      throw new MalformedRecordException("it has no value");
    }
    Settled settled = SingleObject.decode(Settled.class, record.value());
    byte[] key = payee(settled).orElse(AccountId.of(settled.getAccount())).toBytes();
    if (!Arrays.equals(key, record.key())) {
      throw new MalformedRecordException("it is not keyed by its payee, else its account");
    }
    if (Partitions.of(key, partitions) != record.partition()) {
      throw new MalformedRecordException("it does not stand in its key's partition");
    }
    return settled;
  }

  private static Optional<AccountId> payee(Settled settled) {
    if (settled.getEvent() instanceof Transferred transferred) {
      return Optional.of(AccountId.of(transferred.getPayee()));
    }
    return settled.getEvent() instanceof Issued
        ? Optional.of(AccountId.of(settled.getAccount()))
        : Optional.empty();
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    tally.snapshot();
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
