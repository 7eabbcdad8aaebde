package io.quittance.cli;

import io.quittance.jobs.configuration.OperatorConfiguration;
import io.quittance.jobs.configuration.Settings;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.QuittanceException;
import io.quittance.network.host.SafeText;
import io.quittance.stack.StackConfiguration;
import io.quittance.stack.cluster.Cluster;
import io.quittance.stack.cluster.ClusterOptions;
import io.quittance.stack.cluster.JavaProcess;
import io.quittance.stack.local.FinalityWatch;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps a cluster of processes running. */
@Command(
    name = "up",
    description = {
      "Starts Kafka brokers, a JobManager and TaskManagers as processes of their own, and starts"
          + " again what ends, until Ctrl-C.",
      "With three brokers and more each record stands on three, and one of them may be missing.",
      "The ledger is that of './quittance up'; submit the job from another terminal."
    },
    mixinStandardHelpOptions = true)
final class ClusterUpCommand implements Callable<Integer> {
  private static final Duration START_PATIENCE = Duration.ofSeconds(180);
  private static final long HEALTH_CHECK_SECONDS = 1;

  @Option(
      names = "--brokers",
      paramLabel = "N",
      description = "number of Kafka brokers, 1 or 3 to 5 (default: the configuration's)")
  private Integer brokers;

  @Option(
      names = "--taskmanagers",
      paramLabel = "N",
      description = "number of TaskManagers (default: the configuration's)")
  private Integer taskManagers;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "instances of the job that each can run (default: the configuration's)")
  private Integer slots;

  @Option(
      names = {"--any-ports"},
      description = "take any free ports instead of the configuration's")
  private boolean anyPorts;

  @Mixin private ConfigurationOption configuration;

  @Override
  public Integer call() throws Exception {
    PrintStream out = System.out;
    ClusterOptions options = options();
    CountDownLatch stop = new CountDownLatch(1);
    StopSignal.onFirst(stop::countDown);
    out.println("Starting Kafka, a JobManager and TaskManagers ...");
    try (Cluster cluster = Cluster.start(options, START_PATIENCE)) {
      describe(cluster, out);
      FinalityWatch watch = FinalityWatch.of(cluster);
      Optional<String> told = Optional.empty();
      while (!stop.await(HEALTH_CHECK_SECONDS, TimeUnit.SECONDS)) {
        cluster.heal().forEach(healed -> out.println("Started " + healed + " again."));
        Optional<String> refusal = cluster.job().refusal();
        if (!refusal.equals(told)) {
          refusal.ifPresent(why -> out.println("The job does not run: " + SafeText.line(why)));
          told = refusal;
        }
        Optional<SettlementOptions> wanted = cluster.job().wanted();
        wanted.ifPresentOrElse(
            job -> watch.look(job.checkpointInterval()).ifPresent(out::println), watch::pause);
      }
      out.println();
      out.println("Stopping; Ctrl-C again does not wait ...");
    }
    return Quittance.OK;
  }

  private ClusterOptions options() throws QuittanceException {
    OperatorConfiguration configured = configuration.read();
    configured.chooseLogFormat();
    if (brokers != null) {
      configured = configured.set(Settings.BROKERS, brokers);
    }
    if (taskManagers != null) {
      configured = configured.set(Settings.TASK_MANAGERS, taskManagers);
    }
    if (slots != null) {
      configured = configured.set(Settings.SLOTS, slots);
    }
    ClusterOptions options = StackConfiguration.of(configured).cluster();
    return anyPorts ? options.anyPorts() : options;
  }

  private static void describe(Cluster cluster, PrintStream out) {
    out.println();
    out.println("The cluster is running.");
    for (JavaProcess process : cluster.processes()) {
      out.printf("  %-16s process %d%n", process.name(), process.pid());
    }
    out.println("  Kafka            " + cluster.network().bootstrapServers());
    out.println("  web UI           " + cluster.webUi());
    // The brokers have none; this process comes last.
    Iterator<JavaProcess> others =
        cluster.processes().stream().skip(cluster.brokers().size()).iterator();
    for (URI endpoint : cluster.prometheus()) {
      String whose = others.hasNext() ? others.next().name() : "this process";
      out.println("  metrics          " + endpoint + " of " + whose);
    }
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
