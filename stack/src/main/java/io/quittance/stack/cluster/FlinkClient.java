package io.quittance.stack.cluster;

import io.quittance.jobs.settlement.FlinkPaths;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.rest.messages.job.JobDetailsInfo;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;

/** Talks to a JobManager over its REST interface. */
public final class FlinkClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(2);

  private final URI webUi;
  private final RestClusterClient<StandaloneClusterId> client;

  private FlinkClient(URI webUi, RestClusterClient<StandaloneClusterId> client) {
    this.webUi = webUi;
    this.client = client;
  }

  /** Returns a client of the JobManager whose web UI has this address. */
  public static FlinkClient of(URI webUi) {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.ADDRESS, webUi.getHost());
    configuration.set(RestOptions.PORT, webUi.getPort());
    configuration.set(RestOptions.RETRY_MAX_ATTEMPTS, 0);
    try {
      return new FlinkClient(
          webUi, new RestClusterClient<>(configuration, StandaloneClusterId.getInstance()));
    } catch (Exception e) {
      throw new IllegalStateException("no client for Flink at " + webUi, e);
    }
  }

  /** Returns whether the JobManager answers and has so many slots in all. */
  boolean hasSlots(int count) {
    try {
      return slots() >= count;
    } catch (FlinkException unreachable) {
      return false;
    }
  }

  /** Returns how many slots the TaskManagers have in all. */
  int slots() throws FlinkException {
    return get(client.getClusterOverview(), PATIENCE).getNumSlotsTotal();
  }

  /** Submits a job. */
  JobID submit(StreamGraph job) throws FlinkException {
    return get(client.submitJob(job.getJobGraph()), LONG_PATIENCE);
  }

  /** Returns the one job that has not ended, where there is one. */
  public Optional<JobID> runningJob() throws FlinkException {
    List<JobID> running =
        get(client.listJobs(), PATIENCE).stream()
            .filter(job -> !job.getJobState().isGloballyTerminalState())
            .map(JobStatusMessage::getJobId)
            .toList();
    return running.stream().findFirst();
  }

  /**
   * Returns why the job that was submitted last has failed for good, where it has refused what it
   * found and would refuse it again.
   */
  Optional<String> refusal() throws FlinkException {
    Optional<JobID> failed =
        get(client.listJobs(), PATIENCE).stream()
            .max(Comparator.comparingLong(JobStatusMessage::getStartTime))
            .filter(last -> last.getJobState() == JobStatus.FAILED)
            .map(JobStatusMessage::getJobId);
    return failed.isEmpty()
        ? Optional.empty()
        : get(client.requestJobResult(failed.get()), PATIENCE)
            .getSerializedThrowable()
            .map(failure -> failure.deserializeError(getClass().getClassLoader()))
            .flatMap(
                failure -> ExceptionUtils.findThrowable(failure, SuppressRestartsException.class))
            .map(refused -> deepest(refused).getMessage());
  }

  /** Returns the state of a job; empty where the JobManager knows none such, or does not answer. */
  public Optional<JobStatus> status(JobID job) {
    try {
      return Optional.of(get(client.getJobStatus(job), PATIENCE));
    } catch (FlinkException unknown) {
      return Optional.empty();
    }
  }

  /** Returns whether every task of a job runs: "running" alone is said of deploying ones. */
  public boolean allTasksRun(JobID job) {
    try {
      JobDetailsInfo details = get(client.getJobDetails(job), PATIENCE);
      return details.getJobStatus() == JobStatus.RUNNING
          && details.getJobVertexInfos().stream()
              .allMatch(vertex -> vertex.getExecutionState() == ExecutionState.RUNNING);
    } catch (FlinkException unknown) {
      return false;
    }
  }

  /** Takes a savepoint below a directory and lets the job go on; returns where it is. */
  public Path savepoint(JobID job, Path directory) throws FlinkException {
    return FlinkPaths.parse(
        get(
            client.triggerSavepoint(job, FlinkPaths.of(directory), SavepointFormatType.NATIVE),
            LONG_PATIENCE));
  }

  /** Stops a job with a savepoint below a directory, what it accepted made final. */
  public Path stop(JobID job, Path directory) throws FlinkException {
    return FlinkPaths.parse(
        get(
            client.stopWithSavepoint(
                job, false, FlinkPaths.of(directory), SavepointFormatType.NATIVE),
            LONG_PATIENCE));
  }

  /** Ends a job where it is; its newest checkpoint stays. */
  public void cancel(JobID job) throws FlinkException {
    get(client.cancel(job), PATIENCE);
  }

  /** Waits until a job has ended. */
  void awaitEnd(JobID job) throws FlinkException {
    get(client.requestJobResult(job), LONG_PATIENCE);
  }

  @Override
  public void close() {
    client.close();
  }

  private <T> T get(CompletableFuture<T> answer, Duration patience) throws FlinkException {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new FlinkException(reason(deepest(e)), e);
    } catch (TimeoutException e) {
      throw new FlinkException("no answer within " + patience.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FlinkException("interrupted", e);
    }
  }

  private String reason(Throwable failure) {
    return failure instanceof ConnectException
        ? "nothing answers at " + webUi + "; does './quittance up' or 'cluster up' still run?"
        : failure.toString().lines().findFirst().orElse("no reason");
  }

  private static Throwable deepest(Throwable failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest;
  }
}
