package io.quittance.jobs.settlement;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.rocksdb.CompactionStyle;

/** How Flink must be set for the settlement job to keep its promises. */
public final class FlinkSettings {
  /**
   * Output does not wait in network buffers: the instant lane has milliseconds, and the threads
   * that empty the buffers every millisecond took as much of the processor as the ledger did.
   */
  private static final Duration BUFFER_TIMEOUT = Duration.ZERO;

  /** After what time a checkpoint that is not complete is given up. */
  static final Duration CHECKPOINT_TIMEOUT = Duration.ofMinutes(10);

  private static final int CHECKPOINTS_KEPT = 2;

  private static final int FAILED_CHECKPOINTS_IN_A_ROW = 10;

  private FlinkSettings() {}

  /** Returns Flink's settings for this job; the cluster's own are left alone. */
  public static Configuration of(SettlementOptions options) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    // A cluster's own file may turn it off; then entries would leave their order, and the task
    // whose checkpoint counts on them.
    settings.set(PipelineOptions.OPERATOR_CHAINING, true);
    settings.set(PipelineOptions.MAX_PARALLELISM, SettlementOptions.MAX_PARALLELISM);
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
    settings.set(StateBackendOptions.STATE_BACKEND, options.stateBackend().flinkName());
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    // With a million accounts the index of a file is larger than the cache may be: whole, it was
    // read again for almost every account.
    settings.set(RocksDBOptions.USE_PARTITIONED_INDEX_FILTERS, true);
    // Most keys that are looked for exist nowhere: payees never paid, payers never credited from.
    settings.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    // Every checkpoint leaves a small file of accounts from everywhere. To merge it with its like
    // costs a sixth of what it costs to merge it, level by level, with all accounts there are.
    settings.set(RocksDBConfigurableOptions.COMPACTION_STYLE, CompactionStyle.UNIVERSAL);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
    settings.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, CHECKPOINT_TIMEOUT);
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    // Verification keeps the task threads busy; aligned barriers would queue behind it for seconds.
    // An account's order survives even a restore at another parallelism: Flink reads all that was
    // under way, from every upstream task, before anything new.
    settings.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
    // A slow disk is no reason to start again.
    settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, FAILED_CHECKPOINTS_IN_A_ROW);
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, CHECKPOINTS_KEPT);
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofMillis(100));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(10));
    return settings;
  }
}
