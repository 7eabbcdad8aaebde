package io.quittance.trials.drill;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.cluster.Cluster;
import io.quittance.stack.cluster.FlinkException;
import io.quittance.stack.cluster.JavaProcess;
import io.quittance.stack.local.LedgerCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.util.FileUtils;

/** A cluster of processes on this machine. */
final class ClusterSite implements Site {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final long POLL_MILLIS = 500;

  private final Cluster cluster;
  private final SettlementOptions settlement;

  ClusterSite(Cluster cluster, SettlementOptions settlement) {
    this.cluster = cluster;
    this.settlement = settlement;
  }

  /** Starts the job on a new ledger. */
  void begin() throws Exception {
    cluster.job().submit(settlement, Optional.empty());
    awaitRunning();
  }

  @Override
  public Path savepoint() throws Exception {
    return cluster.job().savepoint();
  }

  @Override
  public void strike() throws IOException {
    cluster.taskManagers().forEach(JavaProcess::kill);
    cluster.jobManager().kill();
    FileUtils.deleteDirectory(checkpoints().toFile());
  }

  @Override
  public void restore(Path savepoint) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    // New processes do not know the job, and nothing can start it but a savepoint: else every event
    // would be published anew.
    while (!submitted(savepoint)) {
      requireBefore(deadline);
      cluster.heal();
      Thread.sleep(POLL_MILLIS);
    }
    awaitRunning();
  }

  private boolean submitted(Path savepoint) throws Exception {
    if (!cluster.isWhole()) {
      return false;
    }
    try {
      cluster.job().submit(settlement, Optional.of(savepoint));
      return true;
    } catch (FlinkException notReadyYet) {
      return false;
    }
  }

  private void awaitRunning() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!cluster.job().isRunning()) {
      requireBefore(deadline);
      cluster.heal();
      Thread.sleep(POLL_MILLIS);
    }
  }

  private void requireBefore(long deadline) {
    if (System.nanoTime() > deadline) {
      throw new IllegalStateException(
          "the job did not run within "
              + PATIENCE.toSeconds()
              + " s; see the logs in "
              + cluster.directory());
    }
  }

  private Path checkpoints() {
    return cluster.directory().resolveSibling("checkpoints");
  }

  @Override
  public NetworkFile network() {
    return cluster.network();
  }

  @Override
  public QuittanceHome home() {
    return cluster.home();
  }

  @Override
  public LedgerCounts counts() throws IOException, InterruptedException {
    return cluster.counts();
  }

  @Override
  public Optional<Path> newestCheckpoint() {
    return cluster.newestCheckpoint();
  }
}
