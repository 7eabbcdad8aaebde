package io.quittance.stack.local;

import io.quittance.jobs.deployment.Checkpoints;
import io.quittance.jobs.requirements.KafkaRequirements;
import io.quittance.jobs.settlement.FlinkPaths;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.jobs.windows.WindowOptions;
import io.quittance.jobs.windows.WindowsJob;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.host.DurableFile;
import io.quittance.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The windows job on a Flink cluster in this process; it goes on where it was stopped. */
public final class RunningWindows implements AutoCloseable {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
  private static final String OPTIONS_FILE = "windows.txt";

  private final JobClient job;
  private final CompletableFuture<JobExecutionResult> end;
  private final Path directory;

  private RunningWindows(JobClient job, Path directory) {
    this.job = job;
    end = job.getJobExecutionResult();
    this.directory = directory;
  }

  /**
   * Starts the job.
   *
   * @param client settings of the Kafka clients, {@code bootstrap.servers} at least
   * @param directory where its state is kept
   * @throws IllegalStateException if the state there is of another network or of other windows
   */
  public static RunningWindows start(
      NetworkFile network, Properties client, Path directory, WindowOptions options)
      throws Exception {
    KafkaRequirements.requireOwn(client, network, Topics.SETTLEMENTS, Topics.WINDOWS);
    requireSameWindows(directory, network.name(), options);
    Configuration settings = WindowsJob.settings(options);
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPaths.of(directory));
    Optional<Path> from = Checkpoints.newest(directory);
    from.ifPresent(
        state -> settings.set(StateRecoveryOptions.SAVEPOINT_PATH, FlinkPaths.of(state)));
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    WindowsJob.define(
        environment, network.name(), client, SettlementOptions.MAX_TRANSACTION_TIMEOUT, options);
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName(WindowsJob.NAME);
    JobID job = new JobID();
    graph.setJobId(job);
    Checkpoints.begin(directory, job, from);
    return new RunningWindows(environment.executeAsync(graph), directory);
  }

  /** Throws unless the job runs or recovers by itself; the message says why. */
  public void requireNotEnded() throws InterruptedException {
    if (!end.isDone()) {
      return;
    }
    try {
      end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the windows job has ended: " + ExceptionUtils.getRootCause(e).getMessage(), e);
    }
    throw new IllegalStateException("the windows job has ended");
  }

  /** Stops the job with a savepoint: what it published so far can be seen. */
  @Override
  public void close() throws IOException {
    try {
      job.stopWithSavepoint(false, FlinkPaths.of(directory), SavepointFormatType.NATIVE)
          .get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IOException("the windows job did not stop: " + e.getMessage(), e);
    }
  }

  /** Compares network and windows with those of the state in a directory, and records them. */
  static void requireSameWindows(Path directory, String network, WindowOptions options)
      throws IOException {
    DurableFile.createDirectories(directory);
    Path file = directory.resolve(OPTIONS_FILE);
    String ledger = "network " + network + ", ";
    if (!Files.exists(file)) {
      DurableFile.create(file, (ledger + options.windows()).getBytes(StandardCharsets.UTF_8));
    }
    String found = Files.readString(file, StandardCharsets.UTF_8);
    if (!found.startsWith(ledger)) {
      throw new IllegalStateException(
          String.format("the totals in %s are not of the network %s", directory, network));
    }
    // In the first files a comma stood where the job's state has always said "with".
    options.requireSame(found.substring(ledger.length()).replace(", totals", " with totals"));
  }
}
