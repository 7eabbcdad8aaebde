package io.quittance.jobs.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.jobs.settlement.SettlementOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/**
 * What is wanted of the job on a cluster; it stands in a file, so that commands in other terminals
 * can change it and a job that a killed JobManager has forgotten can be started again as it was.
 *
 * @param running whether it shall run
 * @param parallelism instances of each operator
 * @param checkpointMillis time between checkpoints
 * @param transactionTimeoutMillis after what time the broker gives up an abandoned transaction
 */
record JobSpec(
    boolean running, int parallelism, long checkpointMillis, long transactionTimeoutMillis) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static JobSpec running(SettlementOptions options) {
    return new JobSpec(
        true,
        options.parallelism(),
        options.checkpointInterval().toMillis(),
        options.transactionTimeout().toMillis());
  }

  JobSpec stopped() {
    return new JobSpec(false, parallelism, checkpointMillis, transactionTimeoutMillis);
  }

  SettlementOptions options() {
    return SettlementOptions.defaults()
        .withTransactionTimeout(SettlementOptions.MAX_TRANSACTION_TIMEOUT)
        .withCheckpointInterval(Duration.ofMillis(checkpointMillis))
        .withTransactionTimeout(Duration.ofMillis(transactionTimeoutMillis))
        .withParallelism(parallelism);
  }

  /** Reads the file; empty where no job was ever submitted. */
  static Optional<JobSpec> read(Path file) {
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(file.toFile(), JobSpec.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file + " cannot be read", e);
    }
  }

  /** Writes the file; readers see the old one or the new one, never a part. */
  void write(Path file) {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try {
      JSON.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), this);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the file " + file + " cannot be written", e);
    }
  }
}
