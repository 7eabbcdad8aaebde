package io.quittance.jobs.settlement;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.Pace;
import io.quittance.ledger.settlement.Progress;
import io.quittance.ledger.settlement.Settlement;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Settled;
import java.util.Optional;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Runs the ledger over each account's admitted commands (first input) and credits (second input).
 */
final class SettleFunction
    extends KeyedCoProcessFunction<AccountId, AddressedRecord, AddressedRecord, TopicRecord>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private final LedgerSetup ledger;
  private final Pace pace;
  private transient Assets assets;
  private transient FlinkAccountStore store;
  private transient TopicOutput output;
  private transient Tally tally;
  private transient ConservationWatch conservation;
  private transient Turns turns;

  SettleFunction(LedgerSetup ledger, Pace pace) {
    this.ledger = ledger;
    this.pace = pace;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    assets = ledger.network().assets();
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    tally = Tally.restore(context, metrics, TopicOutput.COUNTED);
    conservation = new ConservationWatch(ledger.network(), tally, metrics);
    store = new FlinkAccountStore(context.getKeyedStateStore(), this::count);
    output =
        new TopicOutput(
            new VerdictRecords(ledger.receiptSigner()),
            tally,
            TimeDistribution.register(metrics, "receipt_latency_seconds"),
            conservation);
    turns = new Turns();
  }

  @Override
  public void processElement1(
      AddressedRecord command, Context context, Collector<TopicRecord> settlements) {
    output.to(settlements, context);
    Admitted admitted = Admitted.passed(command.submission(), assets);
    then(Settlement.onCommand(store, admitted, output, pace), context);
  }

  @Override
  public void processElement2(
      AddressedRecord settled, Context context, Collector<TopicRecord> settlements) {
    output.to(settlements, context);
    Optional<Credit> credit = credit(settled.record());
    then(
        credit.isPresent() ? Settlement.onCredit(store, credit.get(), output, pace) : Progress.DONE,
        context);
  }

  /** Does more for an account that has more to do. The clock decides when, never what. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<TopicRecord> settlements) {
    long now = context.timerService().currentProcessingTime();
    if (turns.begin(now)) {
      output.to(settlements, context);
      then(Settlement.goOn(store, output, pace), context);
    } else {
      context.timerService().registerProcessingTimeTimer(turns.next(now));
    }
  }

  /** Ends a stretch of work; what it has left comes later, when others have had their turn. */
  private void then(Progress progress, Context context) {
    output.endOfRecord();
    if (progress == Progress.UNFINISHED) {
      long now = context.timerService().currentProcessingTime();
      context.timerService().registerProcessingTimeTimer(turns.next(now));
    }
  }

  /** Only reading may fail; what fails in the ledger must not pass for a damaged record. */
  private Optional<Credit> credit(LogRecord record) {
    try {
      return Credit.of(SingleObject.decodeAgain(Settled.class, record.value()));
    } catch (MalformedRecordException | IllegalArgumentException damaged) {
      output.stray(record, damaged.getMessage());
      return Optional.empty();
    }
  }

  private void count(Optional<Account> before, Account after) {
    long unapplied = before.map(account -> account.credits().unappliedCount()).orElse(0L);
    tally.add(Count.CREDITS_UNAPPLIED, after.credits().unappliedCount() - unapplied);
    conservation.changed(before, after);
  }

  /** Returns one of the function's counts. */
  long count(Count count, String... labels) {
    return tally.count(count, labels);
  }

  ConservationWatch conservation() {
    return conservation;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    conservation.check(context.getCheckpointId());
    tally.snapshot();
  }
}
