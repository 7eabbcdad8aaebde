package io.quittance.jobs.settlement;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.AdmittedRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.record.ValueTypeInfo;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The settlement job: one journal in, receipts, entries and settled events out.
 *
 * <pre>
 *    ┌──────────────────────── entries ◄───────────────────────┐
 *    ▼                                                         │
 * journal ──► read ──► by account ──► admit (proofs) ──► settle ──► settlements
 *                                                          │  └──► coalesce ──► balances
 * read, admit, settle ──► receipts, rejections             ▼
 * </pre>
 *
 * <p>Settle runs in one task with admit and with the sink of its entries: an entry is in the
 * journal before the checkpoint that counts on it, and entries of one payer arrive in their order.
 *
 * <p>Nothing reads the settlements in the ordinary case. What a transaction of them has lost, the
 * sink derives again from the journal before it acknowledges the transaction.
 */
public final class SettlementJob {
  /** The job's name in Flink's web UI and metrics. */
  public static final String NAME = "quittance-settlement";

  private SettlementJob() {}

  /** Adds the job to {@code environment}, between the given ends. */
  public static void define(
      StreamExecutionEnvironment environment,
      SettlementSources sources,
      SettlementSinks sinks,
      LedgerSetup ledger,
      SettlementOptions options) {
    environment.configure(FlinkSettings.of(options));
    environment.setParallelism(options.parallelism());

    SingleOutputStreamOperator<AddressedRecord> journal =
        environment
            .fromSource(
                sources.journal(),
                WatermarkStrategy.noWatermarks(),
                "journal",
                ValueTypeInfo.LOG_RECORD)
            .uid(SettlementOperator.JOURNAL_SOURCE.uid())
            .process(new ReadJournal(ledger), ValueTypeInfo.ADDRESSED_RECORD)
            .uid(SettlementOperator.READ_JOURNAL.uid())
            .name("read journal");

    SingleOutputStreamOperator<AdmittedRecord> admitted =
        journal
            .keyBy(AddressedRecord::account, ValueTypeInfo.ACCOUNT_ID)
            .transform(
                "admit",
                ValueTypeInfo.ADMITTED_RECORD,
                new AdmitOperator.Factory(
                    new LedgerAdmitter.Factory(ledger),
                    options.batchCommands(),
                    options.batchWait()))
            .uid(SettlementOperator.ADMIT.uid());

    SingleOutputStreamOperator<SettledRecord> settled =
        // Admit passes records on as they came, by account: they need not be sent again.
        DataStreamUtils.reinterpretAsKeyedStream(
                admitted, AdmittedRecord::account, ValueTypeInfo.ACCOUNT_ID)
            .process(
                new SettleFunction(ledger, options.transactionTimeout()),
                ValueTypeInfo.SETTLED_RECORD)
            .uid(SettlementOperator.SETTLE.uid())
            .name("settle");
    settled
        .getSideOutput(OutputTags.ENTRIES)
        .sinkTo(sinks.entries())
        .uid(SettlementOperator.ENTRIES_SINK.uid())
        .name("entries");

    settled
        // A task of its own, with its committer: it waits for the broker at every checkpoint, and
        // the ledger must not wait with it. Each takes the events of one instance of the ledger.
        .rescale()
        .sinkTo(sinks.settlements())
        .uid(SettlementOperator.SETTLEMENTS_SINK.uid())
        .name("settlements");
    settled
        .getSideOutput(OutputTags.ACCOUNTS)
        .transform(
            "coalesce balances",
            ValueTypeInfo.TOPIC_RECORD,
            new CoalesceBalancesOperator.Factory(options.coalescedBalances()))
        .uid(SettlementOperator.COALESCE_BALANCES.uid())
        .sinkTo(sinks.balances())
        .uid(SettlementOperator.BALANCES_SINK.uid())
        .name("balances")
        // It waits for the broker before every checkpoint: the ledger must not wait with it.
        .disableChaining();
    journal
        .getSideOutput(OutputTags.RECEIPTS)
        .union(
            admitted.getSideOutput(OutputTags.RECEIPTS), settled.getSideOutput(OutputTags.RECEIPTS))
        .sinkTo(sinks.receipts())
        .uid(SettlementOperator.RECEIPTS_SINK.uid())
        .name("receipts");
    journal
        .getSideOutput(OutputTags.REJECTIONS)
        .union(
            admitted.getSideOutput(OutputTags.REJECTIONS),
            settled.getSideOutput(OutputTags.REJECTIONS))
        .sinkTo(sinks.rejections())
        .uid(SettlementOperator.REJECTIONS_SINK.uid())
        .name("rejections");
  }
}
