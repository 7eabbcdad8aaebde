package io.quittance.jobs.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.settlement.Credit;
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
  private transient FlinkAccountStore store;
  private transient TopicOutput output;
  private transient Tally tally;
  private transient ConservationWatch conservation;

  SettleFunction(LedgerSetup ledger) {
    this.ledger = ledger;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
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
  }

  @Override
  public void processElement1(
      AddressedRecord command, Context context, Collector<TopicRecord> settlements) {
    output.to(settlements, context);
    Settlement.onCommand(store, Admitted.again(command.submission()), output);
    output.endOfRecord();
  }

  @Override
  public void processElement2(
      AddressedRecord settled, Context context, Collector<TopicRecord> settlements) {
    output.to(settlements, context);
    credit(settled.record()).ifPresent(this::credit);
    output.endOfRecord();
  }

  private void credit(Credit credit) {
    long countedBefore = tally.count("credits_counted");
    Settlement.onCredit(store, credit, output);
    if (tally.count("credits_counted") > countedBefore) {
      conservation.credited(credit.asset(), credit.amount());
    }
  }

  /** Only reading may fail; what fails in the ledger must not pass for a damaged record. */
  private Optional<Credit> credit(LogRecord record) {
    try {
      return Credit.of(SingleObject.decode(Settled.class, record.value()));
    } catch (MalformedRecordException | IllegalArgumentException damaged) {
      output.stray(record, damaged.getMessage());
      return Optional.empty();
    }
  }

  private void count(Optional<Account> before, Account after) {
    long unapplied = before.map(account -> account.credits().unappliedCount()).orElse(0L);
    tally.add(TopicOutput.UNAPPLIED, after.credits().unappliedCount() - unapplied);
    conservation.changed(before, after);
  }

  /** Returns one of the function's counts. */
  long count(String name) {
    return tally.count(name);
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
