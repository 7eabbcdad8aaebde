package io.quittance.jobs.settlement;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * How the settlement job runs. Nothing here changes a verdict.
 *
 * @param parallelism instances of each operator, 1 to {@link #MAX_PARALLELISM}
 * @param batchCommands most commands verified with one multiscalar multiplication, 1 to {@link
 *     #MAX_BATCH_COMMANDS}
 * @param batchWait longest time a command waits for a batch to fill, 0 to 1 second
 * @param checkpointInterval time between checkpoints, and so the final lane's pace; 10 ms to 10
 *     minutes
 * @param transactionTimeout after what time the broker gives up an abandoned transaction. It must
 *     exceed the checkpoint interval plus the longest recovery, or a checkpointed transaction is
 *     lost; it must not exceed the broker's {@code transaction.max.timeout.ms}
 * @param coalescedBalances most accounts whose latest balance is held back until the next
 *     checkpoint, per instance
 * @param stateBackend where accounts are kept
 */
public record SettlementOptions(
    int parallelism,
    int batchCommands,
    Duration batchWait,
    Duration checkpointInterval,
    Duration transactionTimeout,
    int coalescedBalances,
    StateBackend stateBackend)
    implements Serializable {
  /** Most instances an operator can ever have: the number of Flink's key groups. */
  public static final int MAX_PARALLELISM = 128;

  /** Largest batch. */
  public static final int MAX_BATCH_COMMANDS = 4096;

  /** Longest wait for a batch to fill. */
  public static final Duration MAX_BATCH_WAIT = Duration.ofSeconds(1);

  /** Shortest checkpoint interval. */
  public static final Duration MIN_CHECKPOINT_INTERVAL = Duration.ofMillis(10);

  /** Longest checkpoint interval. */
  public static final Duration MAX_CHECKPOINT_INTERVAL = Duration.ofMinutes(10);

  /** Longest transaction timeout; a Kafka broker grants 15 minutes unless told so. */
  public static final Duration MAX_TRANSACTION_TIMEOUT = Duration.ofDays(7);

  /** Most balances held back. */
  public static final int MAX_COALESCED_BALANCES = 1_000_000;

  private static final long serialVersionUID = 5L;

  /** Where Flink keeps the accounts while the job runs. */
  public enum StateBackend {
    /** On disk, with a cache in memory: as many accounts as the disk holds. */
    ROCKSDB,
    /** In the Java heap: as many accounts as fit there, and each checkpoint copies them all. */
    HASHMAP;

    /** Flink's name for it. */
    String flinkName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SettlementOptions {
    Objects.requireNonNull(stateBackend, "stateBackend");
    requireWithin("parallelism", parallelism, 1, MAX_PARALLELISM);
    requireWithin("batch size", batchCommands, 1, MAX_BATCH_COMMANDS);
    requireWithin("batch wait", batchWait, Duration.ZERO, MAX_BATCH_WAIT);
    requireWithin(
        "checkpoint interval",
        checkpointInterval,
        MIN_CHECKPOINT_INTERVAL,
        MAX_CHECKPOINT_INTERVAL);
    requireWithin(
        "transaction timeout",
        transactionTimeout,
        checkpointInterval.plus(Duration.ofSeconds(1)),
        MAX_TRANSACTION_TIMEOUT);
    requireWithin("number of coalesced balances", coalescedBalances, 1, MAX_COALESCED_BALANCES);
  }

  /** Returns the options that suit two cores and a local broker. */
  public static SettlementOptions defaults() {
    return new SettlementOptions(
        2,
        64,
        Duration.ofMillis(5),
        Duration.ofSeconds(1),
        Duration.ofMinutes(10),
        10_000,
        StateBackend.ROCKSDB);
  }

  public SettlementOptions withParallelism(int instances) {
    return new SettlementOptions(
        instances,
        batchCommands,
        batchWait,
        checkpointInterval,
        transactionTimeout,
        coalescedBalances,
        stateBackend);
  }

  public SettlementOptions withBatch(int commands, Duration wait) {
    return new SettlementOptions(
        parallelism,
        commands,
        wait,
        checkpointInterval,
        transactionTimeout,
        coalescedBalances,
        stateBackend);
  }

  public SettlementOptions withCheckpointInterval(Duration interval) {
    return new SettlementOptions(
        parallelism,
        batchCommands,
        batchWait,
        interval,
        transactionTimeout,
        coalescedBalances,
        stateBackend);
  }

  public SettlementOptions withTransactionTimeout(Duration timeout) {
    return new SettlementOptions(
        parallelism,
        batchCommands,
        batchWait,
        checkpointInterval,
        timeout,
        coalescedBalances,
        stateBackend);
  }

  public SettlementOptions withCoalescedBalances(int accounts) {
    return new SettlementOptions(
        parallelism,
        batchCommands,
        batchWait,
        checkpointInterval,
        transactionTimeout,
        accounts,
        stateBackend);
  }

  public SettlementOptions withStateBackend(StateBackend backend) {
    return new SettlementOptions(
        parallelism,
        batchCommands,
        batchWait,
        checkpointInterval,
        transactionTimeout,
        coalescedBalances,
        backend);
  }

  private static void requireWithin(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "the " + name + " must be " + least + " to " + most + ", not " + value);
    }
  }

  private static void requireWithin(String name, Duration value, Duration least, Duration most) {
    Objects.requireNonNull(value, name);
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "the "
              + name
              + " must be "
              + least.toMillis()
              + " to "
              + most.toMillis()
              + " ms, not "
              + value.toMillis());
    }
  }
}
