package io.quittance.stack.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.jobs.settlement.SettlementOptions.StateBackend;
import io.quittance.network.host.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What is wanted of the job on a cluster; it stands in a file, so that commands in other terminals
 * can change it and a job that a killed JobManager has forgotten can be started again as it was.
 *
 * @param running whether it shall run
 * @param parallelism instances of each operator
 * @param checkpointMillis time between checkpoints
 * @param batchCommands most commands verified with one multiplication
 * @param batchWaitMillis longest time a command waits for a batch to fill
 * @param coalescedBalances most balances held back until a checkpoint
 * @param transactionTimeoutMillis after what time the broker gives up an abandoned transaction
 * @param stateBackend where accounts are kept
 */
record JobSpec(
    boolean running,
    int parallelism,
    int batchCommands,
    long batchWaitMillis,
    int coalescedBalances,
    long checkpointMillis,
    long transactionTimeoutMillis,
    StateBackend stateBackend) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static JobSpec running(SettlementOptions options) {
    return new JobSpec(
        true,
        options.parallelism(),
        options.batchCommands(),
        options.batchWait().toMillis(),
        options.coalescedBalances(),
        options.checkpointInterval().toMillis(),
        options.transactionTimeout().toMillis(),
        options.stateBackend());
  }

  JobSpec stopped() {
    return new JobSpec(
        false,
        parallelism,
        batchCommands,
        batchWaitMillis,
        coalescedBalances,
        checkpointMillis,
        transactionTimeoutMillis,
        stateBackend);
  }

  SettlementOptions options() {
    return new SettlementOptions(
        parallelism,
        batchCommands,
        Duration.ofMillis(batchWaitMillis),
        Duration.ofMillis(checkpointMillis),
        Duration.ofMillis(transactionTimeoutMillis),
        coalescedBalances,
        stateBackend);
  }

  /** Reads the file; empty where no job was ever submitted, or by a version that wrote less. */
  static Optional<JobSpec> read(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(file.toFile(), JobSpec.class))
              .filter(spec -> spec.batchCommands() > 0 && spec.stateBackend() != null)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file + " cannot be read", e);
    }
  }

  /** Writes the file; readers see the old one or the new one, never a part. */
  void write(Path file) {
    try {
      DurableFile.replace(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file + " cannot be written", e);
    }
  }
}
