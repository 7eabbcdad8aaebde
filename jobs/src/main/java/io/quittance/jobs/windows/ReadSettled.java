package io.quittance.jobs.windows;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.settlement.LogGuard;
import io.quittance.jobs.settlement.LogLook;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Reads settled events and passes transfers on; what is no settled event, the settlement job has
 * told in the rejections topic. It also holds the job's state to the log that it was made from.
 */
final class ReadSettled extends ProcessFunction<LogRecord, Settled>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final SerializableSupplier<LogLook> looks;
  private transient LogGuard log;

  ReadSettled(SerializableSupplier<LogLook> looks) {
    this.looks = looks;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    log =
        LogGuard.restore(
            context.getOperatorStateStore(),
            Topics.SETTLEMENTS,
            looks,
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask());
  }

  @Override
  public void processElement(LogRecord record, Context context, Collector<Settled> out)
      throws SuppressRestartsException {
    log.read(record);
    if (record.value() == null) {
      return;
    }
    try {
      Settled settled = SingleObject.decode(Settled.class, record.value());
      if (settled.getEvent() instanceof Transferred) {
        out.collect(settled);
      }
    } catch (MalformedRecordException stray) {
      return;
    }
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    log.snapshot();
  }

  @Override
  public void close() {
    if (log != null) {
      log.close();
    }
  }
}
