package io.quittance.stack.local;

import io.quittance.jobs.deployment.Checkpoints;
import io.quittance.jobs.deployment.LedgerJob;
import io.quittance.jobs.lifecycle.LifecycleLog;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.kafka.KafkaSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of Quittance in this process: Kafka broker, Flink cluster and the settlement job.
 *
 * <pre>
 * try (LocalStack stack = LocalStack.in(home).partitions(8).start()) {
 *   stack.awaitRunning(Duration.ofSeconds(60));
 *   QuittanceClient.connect(stack.network());
 * }
 * </pre>
 *
 * <p>Keys and network file are kept in the {@link QuittanceHome}, logs and checkpoints in its
 * directory {@code stack}; a stack started on the same home goes on where the last one was, however
 * that ended.
 */
public final class LocalStack implements RunningLedger, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private final LocalStackOptions options;
  private final NetworkFile network;
  private final StackLock lock;
  private EmbeddedBroker broker;
  private EmbeddedFlink flink;
  private JobID job;

  private LocalStack(
      LocalStackOptions options, NetworkFile network, StackLock lock, EmbeddedBroker broker) {
    this.options = options;
    this.network = network;
    this.lock = lock;
    this.broker = broker;
  }

  /** Returns the options of a stack that lives in {@code home}. */
  public static LocalStackOptions in(QuittanceHome home) {
    return LocalStackOptions.in(home);
  }

  /** Starts a stack whose directory is locked and whose broker runs with its topics. */
  static LocalStack start(
      LocalStackOptions options, NetworkFile network, StackLock lock, EmbeddedBroker broker) {
    LocalStack stack = new LocalStack(options, network, lock, broker);
    stack.startJob(options.from().or(stack::newestCheckpoint));
    return stack;
  }

  /** Returns the address that Kafka clients start from, host:port. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Returns what wallets must know of this network; it also stands in the home's network file. */
  @Override
  public NetworkFile network() {
    return network;
  }

  /** Returns where the keys and the network file are. */
  @Override
  public QuittanceHome home() {
    return options.home();
  }

  /** Returns the address of Flink's web UI. */
  public URI webUi() {
    return running().webUi();
  }

  /** Returns the address of the metrics in Prometheus' text format. */
  public URI prometheus() {
    return running().prometheus();
  }

  /** Returns what the job has counted, a moment ago. */
  @Override
  public LedgerCounts counts() throws IOException, InterruptedException {
    return LedgerCounts.read(prometheus());
  }

  /** Returns the file that Kafka's and Flink's warnings and errors go to. */
  public Path logFile() {
    return options.data().resolve("stack.log");
  }

  /** Returns the newest complete checkpoint on disk. */
  @Override
  public Optional<Path> newestCheckpoint() {
    return Checkpoints.newest(checkpoints());
  }

  /** Returns whether every task of the job runs. */
  public boolean isRunning() {
    return flink != null && flink.status(job) == JobStatus.RUNNING && flink.allTasksRun(job);
  }

  /** Returns why the job last failed, where it did since it was last started. */
  public Optional<Throwable> lastFailure() {
    return running().lastFailure(job);
  }

  /**
   * Waits until every task of the job runs.
   *
   * @throws IllegalStateException if the job fails for good or does not run in time; the message
   *     says why
   */
  public void awaitRunning(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!isRunning()) {
      requireNotEnded();
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            String.format(
                "the settlement job did not run within %d seconds%s; see %s",
                patience.toSeconds(), reason(), logFile()));
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  /**
   * Checks that the job runs or recovers by itself.
   *
   * @throws IllegalStateException if it has failed for good or was cancelled; the message says why
   */
  public void requireNotEnded() {
    JobStatus status = running().status(job);
    if (status.isGloballyTerminalState()) {
      throw new IllegalStateException(
          "the settlement job is " + status + reason() + "; see " + logFile(),
          lastFailure().orElse(null));
    }
  }

  /** Takes a checkpoint now: what was accepted before becomes final. */
  public void checkpoint(Duration patience) throws Exception {
    running().checkpoint(job, patience);
  }

  /** Takes a savepoint now and goes on; what belongs to it is not final yet. */
  void savepoint(Duration patience) throws Exception {
    running().savepoint(job, checkpoints(), patience);
  }

  /** Takes a savepoint now below another directory, goes on, and returns where it is. */
  public Path savepoint(Path directory, Duration patience) throws Exception {
    return running().savepoint(job, directory, patience);
  }

  /**
   * Ends the Flink cluster and the job as a crash would: no last checkpoint, open transactions left
   * behind. The broker lives on.
   */
  public void crashJob() {
    EmbeddedFlink crashed = running();
    flink = null;
    crashed.killTaskManager();
    crashed.close();
  }

  /** Starts the job from the newest checkpoint, on a new Flink cluster, after a crash. */
  public void restartJob() {
    restartJob(newestCheckpoint());
  }

  /** Starts the job from a savepoint, or from the logs' beginning, after a crash. */
  public void restartJob(Optional<Path> from) {
    if (flink != null) {
      throw new IllegalStateException("the settlement job was not stopped");
    }
    startJob(from);
  }

  /** Stops the broker and leaves the job running. */
  void stopBroker() {
    broker.close();
  }

  /** Starts the broker again, at the address it had. */
  void restartBroker() {
    int port = broker.port();
    broker = EmbeddedBroker.start(options.brokerData(), port, options.brokerSettings());
    if (broker.port() != port) {
      throw new IllegalStateException("the broker's port " + port + " has been taken");
    }
  }

  /** Makes final what was accepted, where that is possible, and stops everything. */
  @Override
  public void close() {
    try {
      if (flink != null) {
        stopJob();
        flink.close();
        flink = null;
      }
    } finally {
      FlinkAddress.delete(home());
      try {
        broker.close();
        LifecycleLog.write("stack stopped");
      } finally {
        lock.close();
      }
    }
  }

  private void stopJob() {
    try {
      if (isRunning()) {
        flink.stop(job, checkpoints(), STOP_PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception unneeded) {
      // The next start goes back a little further, to the same verdicts.
      LOG.warn("the settlement job could not be stopped with a savepoint", unneeded);
    }
  }

  private String reason() {
    Throwable deepest = lastFailure().orElse(null);
    while (deepest != null && deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest == null ? "" : ": " + deepest.getMessage();
  }

  private EmbeddedFlink running() {
    if (flink == null) {
      throw new IllegalStateException("the settlement job was stopped; start it again first");
    }
    return flink;
  }

  private Path checkpoints() {
    return options.data().resolve("checkpoints");
  }

  private void startJob(Optional<Path> from) {
    SettlementOptions settlement =
        options.settlement().withTransactionTimeout(options.transactionTimeout());
    EmbeddedFlink started =
        EmbeddedFlink.start(
            LedgerJob.settings(settlement, checkpoints()),
            settlement.parallelism(),
            options.webPort(),
            options.prometheusPort());
    try {
      StreamGraph graph =
          LedgerJob.graph(
              home(),
              network,
              KafkaSettings.NONE,
              bootstrapServers(),
              settlement,
              checkpoints(),
              from);
      if (options.areCheckpointsByHand()) {
        EmbeddedFlink.takeNoCheckpointUnasked(graph);
      }
      job = started.submit(graph);
      flink = started;
      FlinkAddress.write(home(), flink.webUi());
      LifecycleLog.write(
          "stack started: broker at "
              + broker.bootstrapServers()
              + ", job "
              + job
              + from.map(state -> " from " + state).orElse(" from the beginning of the logs"));
    } finally {
      if (flink == null) {
        started.close();
      }
    }
  }
}
