package io.quittance.jobs.cli;

import io.quittance.jobs.cluster.Cluster;
import io.quittance.jobs.cluster.ClusterOptions;
import io.quittance.jobs.cluster.JavaProcess;
import io.quittance.wallet.network.QuittanceHome;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keeps a cluster of processes running. */
@Command(
    name = "up",
    description = {
      "Starts a Kafka broker, a JobManager and TaskManagers as processes of their own, and starts"
          + " again what ends, until Ctrl-C.",
      "The ledger is that of './quittance up'; submit the job from another terminal."
    },
    mixinStandardHelpOptions = true)
final class ClusterUpCommand implements Callable<Integer> {
  private static final Duration START_PATIENCE = Duration.ofSeconds(180);
  private static final long HEALTH_CHECK_SECONDS = 1;

  @Option(
      names = "--taskmanagers",
      paramLabel = "N",
      description = "number of TaskManagers (default: ${DEFAULT-VALUE})")
  private int taskManagers = 2;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "instances of the job that each can run (default: ${DEFAULT-VALUE})")
  private int slots = 2;

  @Option(
      names = {"--any-ports"},
      description = "take any free ports instead of 9092, 8081 and 9249 onwards")
  private boolean anyPorts;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintStream out = System.out;
    ClusterOptions options = options();
    CountDownLatch stop = new CountDownLatch(1);
    StopSignal.onFirst(stop::countDown);
    out.println("Starting a broker, a JobManager and " + taskManagers + " TaskManagers ...");
    try (Cluster cluster = Cluster.start(options, START_PATIENCE)) {
      describe(cluster, out);
      while (!stop.await(HEALTH_CHECK_SECONDS, TimeUnit.SECONDS)) {
        cluster.heal().forEach(healed -> out.println("Started " + healed + " again."));
      }
      out.println();
      out.println("Stopping; Ctrl-C again does not wait ...");
    }
    return Quittance.OK;
  }

  private ClusterOptions options() {
    try {
      ClusterOptions options =
          ClusterOptions.in(QuittanceHome.of(System.getenv()))
              .withTaskManagers(taskManagers, slots);
      return anyPorts ? options.anyPorts() : options;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static void describe(Cluster cluster, PrintStream out) {
    out.println();
    out.println("The cluster is running.");
    for (JavaProcess process : cluster.processes()) {
      out.printf("  %-16s process %d%n", process.name(), process.pid());
    }
    out.println("  Kafka            " + cluster.network().bootstrapServers());
    out.println("  web UI           " + cluster.webUi());
    cluster.prometheus().forEach(endpoint -> out.println("  metrics          " + endpoint));
    out.println("  logs             " + cluster.directory());
    out.println();
    out.println("In another terminal:");
    out.println("  ./quittance cluster submit --parallelism 2");
    out.println("  ./quittance cluster scale 4");
    out.println("  ./quittance savepoint");
    out.println("  ./quittance cluster stop --savepoint");
    out.println();
    out.println("Ctrl-C stops it; nothing is lost.");
  }
}
