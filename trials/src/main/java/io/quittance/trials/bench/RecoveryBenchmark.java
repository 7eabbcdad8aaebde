package io.quittance.trials.bench;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.cluster.Cluster;
import io.quittance.stack.cluster.ClusterOptions;
import io.quittance.stack.cluster.FlinkException;
import io.quittance.stack.cluster.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.util.FileUtils;

/**
 * How long nobody gets a receipt after a TaskManager was killed (SIGKILL) under a steady load, on a
 * cluster of processes whose other TaskManager has slots to spare.
 *
 * <p>All transfers must be settled in the end, each once: a run that loses one is no measurement.
 */
public final class RecoveryBenchmark {
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final double NANOS_PER_SECOND = 1e9;

  private final SettleWorkload workload;
  private final Plan plan;

  /**
   * What to measure.
   *
   * @param kills how many TaskManagers are killed, one after the other
   * @param calm time before each kill in which the whole cluster runs
   * @param perSecond transfers sent in a second, as long as there are any
   * @param settlement how the job runs
   */
  public record Plan(int kills, Duration calm, double perSecond, SettlementOptions settlement) {}

  /**
   * A kill and what it cost.
   *
   * @param process who was killed
   * @param seconds from the kill to the receipt that ended the longest silence after it
   * @param silence that silence, in seconds
   */
  public record Kill(String process, double seconds, double silence) {}

  private record KilledAt(String process, long nanos) {}

  private RecoveryBenchmark(SettleWorkload workload, Plan plan) {
    this.workload = workload;
    this.plan = plan;
  }

  /** Prepares a benchmark; parameters are those of {@link SettleBenchmark#in}. */
  public static RecoveryBenchmark in(
      Path directory, int accounts, int transfers, Plan plan, Runnable proved) throws Exception {
    return new RecoveryBenchmark(SettleWorkload.in(directory, accounts, transfers, proved), plan);
  }

  /**
   * Measures all kills, in their order; fewer if the transfers did not last.
   *
   * @param killed told after each kill
   */
  public List<Kill> run(Runnable killed)
      throws IOException,
          InterruptedException,
          TimeoutException,
          FlinkException,
          QuittanceException {
    Path home = Files.createTempDirectory("quittance-bench");
    workload.copyKeys(home);
    ClusterOptions defaults = ClusterOptions.in(QuittanceHome.of(home));
    SettlementOptions settlement =
        plan.settlement.withTransactionTimeout(defaults.settlement().transactionTimeout());
    ClusterOptions options =
        defaults
            .withNetwork(SettleWorkload.NETWORK, SettleWorkload.PARTITIONS)
            .anyPorts()
            .with(settlement);
    try (Cluster cluster = Cluster.start(options, START_PATIENCE)) {
      cluster.job().submit(settlement, Optional.of(workload.accounts()));
      awaitRunning(cluster);
      try (MeasuredLedger ledger = MeasuredLedger.on(cluster, workload)) {
        return run(ledger, cluster, killed);
      }
    } finally {
      FileUtils.deleteDirectoryQuietly(home.toFile());
    }
  }

  private List<Kill> run(MeasuredLedger ledger, Cluster cluster, Runnable killed)
      throws InterruptedException, TimeoutException {
    List<KilledAt> kills = new ArrayList<>();
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    Thread killer =
        new Thread(
            () -> {
              try {
                killAll(cluster, kills, killed);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                failure.set(e);
              }
            },
            "killer");
    killer.start();
    int count = workload.transfers().size();
    ledger.paced(plan.perSecond, 0, count);
    killer.interrupt();
    killer.join();
    if (failure.get() != null) {
      throw failure.get();
    }
    return recoveries(kills, ledger.receiptNanos(count));
  }

  private void killAll(Cluster cluster, List<KilledAt> kills, Runnable killed)
      throws InterruptedException {
    for (int kill = 0; kill < plan.kills; kill++) {
      awaitCalm(cluster);
      JavaProcess victim = cluster.taskManagers().get(kill % cluster.taskManagers().size());
      kills.add(new KilledAt(victim.name(), System.nanoTime()));
      victim.kill();
      killed.run();
    }
    awaitCalm(cluster);
  }

  /** Starts what has ended again, and waits until all has run for a while. */
  private void awaitCalm(Cluster cluster) throws InterruptedException {
    long since = System.nanoTime();
    while (System.nanoTime() - since < plan.calm.toNanos()) {
      cluster.heal();
      if (!cluster.isWhole() || !cluster.job().isRunning()) {
        since = System.nanoTime();
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  private static List<Kill> recoveries(List<KilledAt> kills, long[] receipts) {
    List<Kill> recoveries = new ArrayList<>();
    for (int kill = 0; kill < kills.size(); kill++) {
      KilledAt killed = kills.get(kill);
      long next = kill + 1 < kills.size() ? kills.get(kill + 1).nanos : Long.MAX_VALUE;
      recoveries.add(recovery(killed.process, killed.nanos, next, receipts));
    }
    return recoveries;
  }

  /**
   * Finds the longest silence after a kill and before the next, in the receipts' times in order.
   */
  static Kill recovery(String process, long killed, long next, long[] receipts) {
    long last = killed;
    long silence = 0;
    long end = killed;
    for (long receipt : receipts) {
      if (receipt > killed && receipt < next) {
        if (receipt - last > silence) {
          silence = receipt - last;
          end = receipt;
        }
        last = receipt;
      }
    }
    return new Kill(process, (end - killed) / NANOS_PER_SECOND, silence / NANOS_PER_SECOND);
  }

  private static void awaitRunning(Cluster cluster) throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!cluster.job().isRunning()) {
      if (System.nanoTime() - deadline > 0) {
        throw new TimeoutException("the job did not run; see " + cluster.directory());
      }
      Thread.sleep(POLL.toMillis());
    }
  }
}
