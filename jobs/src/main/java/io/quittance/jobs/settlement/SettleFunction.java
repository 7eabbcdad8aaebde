package io.quittance.jobs.settlement;

import io.quittance.jobs.record.AdmittedRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.settlement.Settlement;
import io.quittance.ledger.statement.StatementChain;
import io.quittance.ledger.submission.Reading;
import io.quittance.schemas.AccountId;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** Runs the ledger over each account's admitted commands and entries, in their order. */
final class SettleFunction extends KeyedProcessFunction<AccountId, AdmittedRecord, SettledRecord>
    implements CheckpointedFunction, CheckpointListener {
  private static final long serialVersionUID = 1L;

  /** Some 12 MiB of an instance's heap. */
  private static final int ACCOUNTS_IN_MEMORY = 4096;

  private final LedgerSetup ledger;
  private final Duration transactionTimeout;
  private final int accountsInMemory;
  private transient StatementChain statements;
  private transient FlinkAccountStore store;
  private transient TopicOutput output;
  private transient Tally tally;
  private transient ConservationWatch conservation;
  private transient TransactionAge openTransactions;

  /**
   * Makes the function.
   *
   * @param transactionTimeout after what time the broker gives up a transaction of settlements
   */
  SettleFunction(LedgerSetup ledger, Duration transactionTimeout) {
    this(ledger, transactionTimeout, ACCOUNTS_IN_MEMORY);
  }

  /** Makes one that keeps so many accounts in memory, besides in state. */
  SettleFunction(LedgerSetup ledger, Duration transactionTimeout, int accountsInMemory) {
    this.ledger = ledger;
    this.transactionTimeout = transactionTimeout;
    this.accountsInMemory = accountsInMemory;
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    statements = ledger.statements();
    MetricGroup metrics = getRuntimeContext().getMetricGroup();
    tally = Tally.restore(context, metrics, TopicOutput.COUNTED);
    conservation = new ConservationWatch(ledger.network(), tally, metrics);
    openTransactions = new TransactionAge(System::currentTimeMillis);
    openTransactions.register(metrics, transactionTimeout);
    store = new FlinkAccountStore(context.getKeyedStateStore(), this::count, accountsInMemory);
    output =
        new TopicOutput(
            new VerdictRecords(ledger.receiptSigner()),
            tally,
            TimeDistribution.register(metrics, "receipt_latency_seconds"),
            TimeDistribution.register(metrics, "credit_latency_seconds"),
            conservation,
            openTransactions);
  }

  @Override
  public void processElement(
      AdmittedRecord record, Context context, Collector<SettledRecord> settlements) {
    store.at(record.account());
    if (record.reading() instanceof Reading.Read command) {
      Settlement.onCommand(store, Admitted.passed(command, statements::network), output);
    } else if (record.reading() instanceof Reading.ReadEntry entry) {
      Settlement.onEntry(store, entry, output);
    }
    if (record.lastOfBatch()) {
      output.emit(settlements, context);
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
    output.requireAllEmitted();
    conservation.check(context.getCheckpointId());
    tally.snapshot();
    openTransactions.barrier(context.getCheckpointId());
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    openTransactions.completed(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) {
    openTransactions.aborted(checkpointId);
  }
}
