package io.quittance.trials.chaos;

import io.quittance.network.QuittanceException;
import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.cluster.Cluster;
import io.quittance.stack.cluster.ClusterOptions;
import io.quittance.stack.cluster.FlinkException;
import io.quittance.stack.cluster.ProcessNetwork;
import io.quittance.trials.demo.Demo;
import io.quittance.trials.demo.DemoOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A cluster under a steady load of real transfers, some hostile, while things break; then the same
 * closing audit as the demo's.
 */
public final class Chaos {
  private static final Duration START_PATIENCE = Duration.ofMinutes(10);
  private static final int SLOTS = 2;

  /**
   * By how much brokers' clocks differ: with each new leader the log's time goes forth and back.
   */
  private static final Duration CLOCK_STEP = Duration.ofSeconds(30);

  private static final int HOSTILE_PERCENT = 5;
  private static final int ROUND_SECONDS = 20;

  private final ChaosOptions options;
  private final PrintStream out;
  private final boolean partitions = ProcessNetwork.isPossible();

  /** Prepares a run that tells what happens. */
  public Chaos(ChaosOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /**
   * Runs on a new ledger.
   *
   * @param directory an empty directory
   * @return whether the closing audit passed
   */
  public boolean run(Path directory)
      throws InterruptedException, QuittanceException, FlinkException, IOException {
    try (CheckpointDisk disk = CheckpointDisk.in(directory.toAbsolutePath().resolve("stack"))) {
      return run(directory, disk);
    }
  }

  private boolean run(Path directory, CheckpointDisk disk)
      throws InterruptedException, QuittanceException, FlinkException, IOException {
    ClusterOptions clusterOptions =
        ClusterOptions.in(QuittanceHome.of(directory))
            .anyPorts()
            .withBrokers(options.brokers(), CLOCK_STEP)
            .withTaskManagers(options.taskManagers(), SLOTS);
    if (partitions) {
      clusterOptions = clusterOptions.withSeverableConnections();
    } else {
      out.println(
          "This machine has no loopback addresses but 127.0.0.1: no connections are severed.");
    }
    if (!disk.isSmall()) {
      out.println(
          "No file system can be mounted here: the checkpoints' disk is taken away, never filled.");
    }
    out.println("Starting Kafka, a JobManager and TaskManagers as processes of their own ...");
    try (Cluster cluster = Cluster.start(clusterOptions, START_PATIENCE)) {
      cluster.job().submit(clusterOptions.settlement());
      while (!cluster.job().isRunning()) {
        Thread.sleep(100);
      }
      out.println("  web UI " + cluster.webUi() + ", logs " + cluster.directory());
      return run(cluster, disk);
    }
  }

  private boolean run(Cluster cluster, CheckpointDisk disk)
      throws InterruptedException, QuittanceException, IOException {
    int perRound = options.rate() * ROUND_SECONDS;
    DemoOptions load =
        new DemoOptions(
            options.accounts(), perRound, options.rate(), HOSTILE_PERCENT, options.seed());
    try (Demo demo = new Demo(load, cluster, out, false)) {
      demo.prepare();
      Timeline timeline = new Timeline(demo::decided, demo::isBusy);
      Random random = new Random(options.seed());
      FaultSchedule schedule = new FaultSchedule(faults(disk), random);
      FaultInjector injector =
          new FaultInjector(
              cluster, disk, timeline, schedule, random, what -> out.println("  *** " + what));
      Thread breaking = new Thread(injector, "faults");
      breaking.start();
      try {
        long end = System.nanoTime() + options.duration().toNanos();
        for (int round = 1; System.nanoTime() < end; round++) {
          demo.round(perRound, "Round " + round);
        }
      } finally {
        injector.stop();
        breaking.join();
      }
      injector.requireSound();
      boolean passed = demo.finish();
      out.println();
      out.println("What was broken, and how long nobody got a receipt");
      timeline.entries().forEach(out::println);
      out.println(timeline.summary());
      schedule.missing().forEach(fault -> out.println("Never made in this time: " + fault));
      return passed;
    }
  }

  private List<Fault> faults(CheckpointDisk disk) {
    return Arrays.stream(Fault.values())
        .filter(fault -> fault.isPossible(partitions, disk.isSmall(), options.brokers()))
        .toList();
  }
}
