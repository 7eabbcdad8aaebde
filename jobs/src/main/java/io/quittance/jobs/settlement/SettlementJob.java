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

  /** Names the operator that keeps the accounts to every checkpoint ever taken. */
  static final String SETTLE_UID = "settle";

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
            .uid("commands-source")
            .process(new ReadCommands(ledger), ValueTypeInfo.ADDRESSED_RECORD)
            .uid("read-commands")
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
            .uid("admit");

    SingleOutputStreamOperator<AddressedRecord> credits =
        environment
            .fromSource(
                sources.settlements(),
                WatermarkStrategy.noWatermarks(),
                "settlements",
                ValueTypeInfo.LOG_RECORD)
            .uid("settlements-source")
            .process(new ReadCredits(ledger), ValueTypeInfo.ADDRESSED_RECORD)
            .uid("read-credits")
            .name("read credits");

    SingleOutputStreamOperator<TopicRecord> settled =
        admitted
            .keyBy(AddressedRecord::account, ValueTypeInfo.ACCOUNT_ID)
            .connect(credits.keyBy(AddressedRecord::account, ValueTypeInfo.ACCOUNT_ID))
            .process(new SettleFunction(ledger, options.pace()), ValueTypeInfo.TOPIC_RECORD)
            .uid(SETTLE_UID)
            .name("settle");

    SingleOutputStreamOperator<TopicRecord> lost =
        settled
            .keyBy(TopicRecord::account, ValueTypeInfo.ACCOUNT_ID)
            .connect(
                credits
                    .getSideOutput(OutputTags.READ_BACK)
                    .keyBy(TopicRecord::account, ValueTypeInfo.ACCOUNT_ID))
            .process(ReconcileFunction.of(options), ValueTypeInfo.TOPIC_RECORD)
            .uid("reconcile")
            .name("reconcile");

    settled.union(lost).sinkTo(sinks.settlements()).uid("settlements-sink").name("settlements");
    settled
        .getSideOutput(OutputTags.ACCOUNTS)
        .transform(
            "coalesce balances",
            ValueTypeInfo.TOPIC_RECORD,
            new CoalesceBalancesOperator.Factory(options.coalescedBalances()))
        .uid("coalesce-balances")
        .sinkTo(sinks.balances())
        .uid("balances-sink")
        .name("balances")
        // It waits for the broker before every checkpoint: the ledger must not wait with it.
        .disableChaining();
    commands
        .getSideOutput(OutputTags.RECEIPTS)
        .union(
            admitted.getSideOutput(OutputTags.RECEIPTS), settled.getSideOutput(OutputTags.RECEIPTS))
        .sinkTo(sinks.receipts())
        .uid("receipts-sink")
        .name("receipts");
    commands
        .getSideOutput(OutputTags.REJECTIONS)
        .union(
            admitted.getSideOutput(OutputTags.REJECTIONS),
            settled.getSideOutput(OutputTags.REJECTIONS),
            credits.getSideOutput(OutputTags.REJECTIONS))
        .sinkTo(sinks.rejections())
        .uid("rejections-sink")
        .name("rejections");
  }
}
