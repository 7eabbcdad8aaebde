package io.quittance.jobs.settlement;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.record.ValueTypeInfo;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The settlement job: commands and credits in, receipts and settled events out.
 *
 * <pre>
 * commands ──► read ──► by account ──► admit ──► by account ──► settle ──► settlements
 *                                                                 ▲  │          │
 *                                  by payee ◄── read credits ◄────┼──┼──────────┘
 *                                                                    └─► coalesce ──► balances
 * settled and read back ──► reconcile ──► settlements, what a transaction has lost
 * read, admit, settle ──► receipts, rejections
 * </pre>
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

    SingleOutputStreamOperator<AddressedRecord> commands =
        environment
            .fromSource(
                sources.commands(),
                WatermarkStrategy.noWatermarks(),
                "commands",
                ValueTypeInfo.LOG_RECORD)
            .uid(SettlementOperator.COMMANDS_SOURCE.uid())
            .process(new ReadCommands(ledger), ValueTypeInfo.ADDRESSED_RECORD)
            .uid(SettlementOperator.READ_COMMANDS.uid())
            .name("read commands");

    SingleOutputStreamOperator<AddressedRecord> admitted =
        commands
            .keyBy(AddressedRecord::account, ValueTypeInfo.ACCOUNT_ID)
            .transform(
                "admit",
                ValueTypeInfo.ADDRESSED_RECORD,
                new AdmitOperator.Factory(
                    new LedgerAdmitter.Factory(ledger),
                    options.batchCommands(),
                    options.batchWait()))
            .uid(SettlementOperator.ADMIT.uid());

    SingleOutputStreamOperator<AddressedRecord> credits =
        environment
            .fromSource(
                sources.settlements(),
                WatermarkStrategy.noWatermarks(),
                "settlements",
                ValueTypeInfo.LOG_RECORD)
            .uid(SettlementOperator.SETTLEMENTS_SOURCE.uid())
            .process(new ReadCredits(ledger), ValueTypeInfo.ADDRESSED_RECORD)
            .uid(SettlementOperator.READ_CREDITS.uid())
            .name("read credits");

    SingleOutputStreamOperator<TopicRecord> settled =
        admitted
            .keyBy(AddressedRecord::account, ValueTypeInfo.ACCOUNT_ID)
            .connect(credits.keyBy(AddressedRecord::account, ValueTypeInfo.ACCOUNT_ID))
            .process(new SettleFunction(ledger, options.pace()), ValueTypeInfo.TOPIC_RECORD)
            .uid(SettlementOperator.SETTLE.uid())
            .name("settle");

    SingleOutputStreamOperator<TopicRecord> lost =
        settled
            .keyBy(TopicRecord::account, ValueTypeInfo.ACCOUNT_ID)
            .connect(
                credits
                    .getSideOutput(OutputTags.READ_BACK)
                    .keyBy(TopicRecord::account, ValueTypeInfo.ACCOUNT_ID))
            .process(ReconcileFunction.of(options), ValueTypeInfo.TOPIC_RECORD)
            .uid(SettlementOperator.RECONCILE.uid())
            .name("reconcile");

    settled
        .union(lost)
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
    commands
        .getSideOutput(OutputTags.RECEIPTS)
        .union(
            admitted.getSideOutput(OutputTags.RECEIPTS), settled.getSideOutput(OutputTags.RECEIPTS))
        .sinkTo(sinks.receipts())
        .uid(SettlementOperator.RECEIPTS_SINK.uid())
        .name("receipts");
    commands
        .getSideOutput(OutputTags.REJECTIONS)
        .union(
            admitted.getSideOutput(OutputTags.REJECTIONS),
            settled.getSideOutput(OutputTags.REJECTIONS),
            credits.getSideOutput(OutputTags.REJECTIONS))
        .sinkTo(sinks.rejections())
        .uid(SettlementOperator.REJECTIONS_SINK.uid())
        .name("rejections");
  }
}
