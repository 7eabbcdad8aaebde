package io.quittance.stack.cluster;

import io.quittance.jobs.deployment.Checkpoints;
import io.quittance.jobs.deployment.LedgerJob;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.stack.local.FlinkAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settlement job on a cluster of this machine, from whatever terminal. */
public final class ClusterJob implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterJob.class);

  private static final String UNWANTED =
      "It is not started again by itself; when that is repaired: ./quittance cluster submit";

  private final QuittanceHome home;
  private final FlinkClient flink;
  private final Optional<String> brokersInside;
  private Optional<String> refusal = Optional.empty();

  private ClusterJob(QuittanceHome home, FlinkClient flink, Optional<String> brokersInside) {
    this.home = home;
    this.flink = flink;
    this.brokersInside = brokersInside;
  }

  /**
   * Returns the job of the cluster that runs on a home.
   *
   * @throws IllegalStateException if none runs there
   */
  public static ClusterJob in(QuittanceHome home) {
    return new ClusterJob(home, FlinkClient.of(FlinkAddress.read(home)), Optional.empty());
  }

  /** Returns the job of a cluster whose processes know the brokers by addresses of their own. */
  static ClusterJob of(QuittanceHome home, URI webUi, String brokersInside) {
    return new ClusterJob(home, FlinkClient.of(webUi), Optional.of(brokersInside));
  }

  FlinkClient flink() {
    return flink;
  }

  /**
   * Submits the job from the newest checkpoint or stop, where there is one.
   *
   * @throws IllegalStateException if it runs already, or has no room
   */
  public JobID submit(SettlementOptions options) throws FlinkException, QuittanceException {
    return submit(options, Checkpoints.newest(checkpoints()));
  }

  /** Submits the job from a checkpoint or savepoint, or from the beginning of the logs. */
  public JobID submit(SettlementOptions options, Optional<Path> from)
      throws FlinkException, QuittanceException {
    requireSlots(options.parallelism());
    return start(options, from);
  }

  private JobID start(SettlementOptions options, Optional<Path> from)
      throws FlinkException, QuittanceException {
    if (flink.runningJob().isPresent()) {
      throw new IllegalStateException("the job runs already; scale it, or stop it first");
    }
    NetworkFile network = NetworkFile.load(home.networkFile());
    String broker = brokersInside.orElse(network.bootstrapServers());
    JobID job =
        flink.submit(
            LedgerJob.graph(
                home, network, KafkaSettings.NONE, broker, options, checkpoints(), from));
    JobSpec.running(options).write(specFile());
    return job;
  }

  /**
   * Stops the job with a savepoint, what it accepted made final.
   *
   * @return where the savepoint is; the next start goes on from it
   */
  public Path stop() throws FlinkException {
    JobID job = complete();
    JobSpec spec = spec();
    spec.stopped().write(specFile());
    try {
      return flink.stop(job, checkpoints());
    } catch (FlinkException notStopped) {
      spec.write(specFile());
      throw notStopped;
    }
  }

  /** Stops the job with a savepoint; it stays wanted, so the next start of the cluster has it. */
  void suspend() throws FlinkException {
    flink.stop(running(), checkpoints());
  }

  /** Ends the job where it is; the next start goes on from its newest checkpoint. */
  public void cancel() throws FlinkException {
    JobID job = running();
    spec().stopped().write(specFile());
    flink.cancel(job);
    flink.awaitEnd(job);
  }

  /** Stops the job with a savepoint and starts it again with another number of instances. */
  public void scale(int parallelism) throws FlinkException, QuittanceException {
    SettlementOptions options = spec().options().withParallelism(parallelism);
    requireSlots(parallelism);
    Path savepoint = stop();
    submit(options, Optional.of(savepoint));
  }

  /**
   * Takes a savepoint and lets the job go on.
   *
   * @return where it is: apart from the checkpoints, and nothing ever deletes it
   */
  public Path savepoint() throws FlinkException {
    return flink.savepoint(complete(), stack().resolve("savepoints"));
  }

  /** Returns whether every task of the job runs. */
  public boolean isRunning() {
    try {
      return flink.runningJob().filter(flink::allTasksRun).isPresent();
    } catch (FlinkException unreachable) {
      return false;
    }
  }

  /** Returns how the job shall run, if it was submitted and nobody stopped it. */
  public Optional<SettlementOptions> wanted() {
    return wantedSpec().map(JobSpec::options);
  }

  private Optional<JobSpec> wantedSpec() {
    return JobSpec.read(specFile()).filter(JobSpec::running);
  }

  /**
   * Submits the job again if it is wanted and the JobManager has forgotten it. One that has refused
   * what it found is not wanted any more: it would refuse it again, each time.
   *
   * @return whether it was
   */
  boolean resubmitIfForgotten() {
    Optional<JobSpec> wanted = wantedSpec();
    try {
      if (wanted.isEmpty()) {
        return false;
      }
      if (flink.runningJob().isPresent()) {
        refusal = Optional.empty();
        return false;
      }
      Optional<String> refused = flink.refusal();
      if (refused.isPresent()) {
        wanted.get().stopped().write(specFile());
        refusal = refused.map(why -> why + (why.endsWith(".") ? " " : ". ") + UNWANTED);
        LOG.error("the job has refused to run: {}", refused.get());
        return false;
      }
      start(wanted.get().options(), Checkpoints.newest(checkpoints()));
      refusal = Optional.empty();
      return true;
    } catch (FlinkException | QuittanceException | IllegalStateException notYet) {
      // The broker or the JobManager is not ready for it; the next call tries again.
      LOG.warn("the job cannot be submitted again yet", notYet);
      if (isRefusal(notYet)) {
        refusal = Optional.of(notYet.getMessage());
      }
      return false;
    }
  }

  /** Whether a start was refused for what was found, and not for what could not be reached. */
  private static boolean isRefusal(Exception notStarted) {
    return !(notStarted instanceof FlinkException)
        && notStarted.getCause() == null
        && notStarted.getMessage() != null;
  }

  /**
   * Returns why a job that was submitted does not run, in a sentence or two; empty where nothing is
   * known to be wrong.
   */
  public Optional<String> refusal() {
    return refusal;
  }

  private JobID running() throws FlinkException {
    return flink
        .runningJob()
        .orElseThrow(() -> new IllegalStateException("no job runs; 'cluster submit' starts it"));
  }

  /** Returns the job, of which every task runs: a savepoint is one of all. */
  private JobID complete() throws FlinkException {
    JobID job = running();
    if (!flink.allTasksRun(job)) {
      throw new IllegalStateException(
          "the job is starting, or restarting: not every task of it runs; try again when the web UI"
              + " says so, or stop it without a savepoint");
    }
    return job;
  }

  /** More instances than there is room for would wait for it, and none of them run. */
  private void requireSlots(int parallelism) throws FlinkException {
    int slots = flink.slots();
    if (parallelism > slots) {
      throw new IllegalStateException(
          "a parallelism of "
              + parallelism
              + " needs as many slots, and the cluster has "
              + slots
              + ": start it with more TaskManagers or slots");
    }
  }

  private JobSpec spec() {
    return JobSpec.read(specFile())
        .orElseThrow(
            () -> new IllegalStateException("no job was submitted; 'cluster submit' starts it"));
  }

  private Path specFile() {
    return stack().resolve("job.json");
  }

  private Path checkpoints() {
    return stack().resolve("checkpoints");
  }

  private Path stack() {
    return home.directory().toAbsolutePath().resolve("stack");
  }

  @Override
  public void close() {
    flink.close();
  }
}
