package io.quittance.stack.local;

import io.quittance.jobs.lifecycle.LifecycleLog;
import io.quittance.jobs.settlement.FlinkPaths;
import io.quittance.stack.metrics.FlinkMetrics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.CheckpointConfig;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink cluster inside this process, with its web UI and a Prometheus endpoint. */
final class EmbeddedFlink implements AutoCloseable {
  private static final long STOP_TIMEOUT_SECONDS = 60;
  private static final int MANY_SLOTS = 16;
  private static final Duration MANY_SLOTS_HEARTBEAT = Duration.ofMinutes(10);

  /** Flink takes a longer interval for a year. */
  private static final Duration NEVER = Duration.ofDays(365);

  private final MiniCluster cluster;
  private final int prometheusPort;

  private EmbeddedFlink(MiniCluster cluster, int prometheusPort) {
    this.cluster = cluster;
    this.prometheusPort = prometheusPort;
  }

  /**
   * Starts a cluster.
   *
   * @param slots how many parallel instances of a job it can run
   * @param preferredWebPort port of the web UI, another when 0 or taken
   * @param preferredPrometheusPort port of the Prometheus endpoint, another when 0 or taken
   */
  static EmbeddedFlink start(
      Configuration settings, int slots, int preferredWebPort, int preferredPrometheusPort) {
    Configuration configuration = new Configuration(settings);
    int prometheusPort = Ports.free(preferredPrometheusPort);
    configuration.set(RestOptions.ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_PORT, Integer.toString(Ports.free(preferredWebPort)));
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
    NetworkBuffers.forOneProcess(slots).addTo(configuration);
    if (slots > MANY_SLOTS) {
      // So many threads in one process keep its heartbeats waiting; it has no other to lose.
      configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, MANY_SLOTS_HEARTBEAT);
    }
    LifecycleLog.addTo(configuration);
    FlinkMetrics.addTo(configuration);
    configuration.setString(FlinkMetrics.PORT, Integer.toString(prometheusPort));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build(),
            FlinkRpc::borrowed);
    try {
      cluster.start();
    } catch (Exception e) {
      throw new IllegalStateException("the Flink cluster did not start: " + e.getMessage(), e);
    }
    return new EmbeddedFlink(cluster, prometheusPort);
  }

  /** Returns the address of the web UI. */
  URI webUi() {
    return cluster.getRestAddress().join();
  }

  /** Returns the address of the metrics in Prometheus' text format. */
  URI prometheus() {
    return URI.create("http://127.0.0.1:" + prometheusPort + "/metrics");
  }

  /**
   * Lets a job be checkpointed only when somebody asks. Flink draws the time of the first
   * checkpoint by lot, between the pause and the interval: both are too long to end.
   */
  static void takeNoCheckpointUnasked(StreamGraph job) {
    CheckpointConfig checkpoints = job.getCheckpointConfig();
    checkpoints.setCheckpointInterval(NEVER.toMillis());
    checkpoints.setMinPauseBetweenCheckpoints(NEVER.toMillis());
    job.createJobCheckpointingSettings();
  }

  /** Submits a job. */
  JobID submit(StreamGraph job) {
    return cluster.submitJob(job).join().getJobID();
  }

  /** Returns the state of {@code job}. */
  JobStatus status(JobID job) {
    return cluster.getJobStatus(job).join();
  }

  /** Returns why {@code job} last failed, where it did. */
  Optional<Throwable> lastFailure(JobID job) {
    return Optional.ofNullable(cluster.getArchivedExecutionGraph(job).join().getFailureInfo())
        .map(failure -> failure.getException().deserializeError(getClass().getClassLoader()));
  }

  /** Returns whether every task of {@code job} runs: "running" alone is said of deploying ones. */
  boolean allTasksRun(JobID job) {
    for (AccessExecutionVertex task :
        cluster.getArchivedExecutionGraph(job).join().getAllExecutionVertices()) {
      if (task.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  /** Takes a checkpoint of {@code job} now and waits until it is complete. */
  void checkpoint(JobID job, Duration timeout) throws Exception {
    cluster.triggerCheckpoint(job).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Stops {@code job} with a savepoint below {@code directory}: unlike after a mere checkpoint,
   * every transaction that belongs to it has been committed when this returns.
   */
  void stop(JobID job, Path directory, Duration timeout) throws Exception {
    cluster
        .stopWithSavepoint(job, FlinkPaths.of(directory), false, SavepointFormatType.NATIVE)
        .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Takes a savepoint of {@code job} below {@code directory} and lets it go on. What belongs to it
   * is committed with the next checkpoint, not with the savepoint.
   */
  Path savepoint(JobID job, Path directory, Duration timeout) throws Exception {
    String place =
        cluster
            .triggerSavepoint(job, FlinkPaths.of(directory), false, SavepointFormatType.NATIVE)
            .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    return FlinkPaths.parse(place);
  }

  /** Ends {@code job} where it is. */
  void cancel(JobID job) {
    cluster.cancelJob(job).join();
  }

  /** Ends the task manager without a word to the job, as a crashed machine would. */
  void killTaskManager() {
    cluster.terminateTaskManager(0).join();
  }

  /** Stops the cluster and what runs on it; checkpoints on disk stay. */
  @Override
  public void close() {
    try {
      cluster.closeAsync().get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the Flink cluster did not stop: " + e.getMessage(), e);
    }
  }
}
