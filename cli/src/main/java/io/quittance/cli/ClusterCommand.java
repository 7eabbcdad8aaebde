package io.quittance.cli;

import io.quittance.jobs.configuration.OperatorConfiguration;
import io.quittance.jobs.configuration.Settings;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.cluster.ClusterJob;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A cluster of processes on this machine. */
@Command(
    name = "cluster",
    description = "Runs broker, JobManager and TaskManagers as processes of their own.",
    mixinStandardHelpOptions = true,
    subcommands = ClusterUpCommand.class)
final class ClusterCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: cluster up, cluster submit, cluster scale or cluster stop.");
  }

  @Command(
      name = "submit",
      description = "Submits the settlement job; it goes on where the ledger was left.",
      mixinStandardHelpOptions = true)
  int submit(
      @Mixin ConfigurationOption configuration,
      @Option(
              names = "--parallelism",
              paramLabel = "N",
              description = "instances of each operator (default: the configuration's)")
          Integer parallelism,
      @Option(
              names = "--checkpoint-millis",
              paramLabel = "MS",
              description = "time between checkpoints (default: the configuration's)")
          Long checkpointMillis,
      @Option(
              names = "--from",
              paramLabel = "SAVEPOINT",
              description = "the savepoint to go back to, instead of the newest state")
          Path from)
      throws Exception {
    OperatorConfiguration configured = configuration.read();
    if (parallelism != null) {
      configured = configured.set(Settings.PARALLELISM, parallelism);
    }
    if (checkpointMillis != null) {
      configured =
          configured.set(Settings.CHECKPOINT_INTERVAL, Duration.ofMillis(checkpointMillis));
    }
    SettlementOptions options = configured.settlement();
    if (from != null) {
      Savepoints.require(spec.commandLine(), from);
    }
    try (ClusterJob job = job()) {
      if (from == null) {
        job.submit(options);
      } else {
        job.submit(options, Optional.of(from));
      }
      out()
          .println(
              "The settlement job was submitted with parallelism " + options.parallelism() + ".");
    }
    return Quittance.OK;
  }

  @Command(
      name = "scale",
      description = "Stops the job with a savepoint and starts it with another parallelism.",
      mixinStandardHelpOptions = true)
  int scale(
      @Parameters(paramLabel = "N", description = "instances of each operator") int parallelism)
      throws Exception {
    try {
      SettlementOptions.defaults().withParallelism(parallelism);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    try (ClusterJob job = job()) {
      job.scale(parallelism);
      out().println("The settlement job goes on with parallelism " + parallelism + ".");
    }
    return Quittance.OK;
  }

  @Command(
      name = "stop",
      description = "Ends the job; 'cluster submit' goes on where it was.",
      mixinStandardHelpOptions = true)
  int stop(
      @Option(
              names = "--savepoint",
              description = "make final what was accepted, and keep the state as a savepoint")
          boolean savepoint)
      throws Exception {
    try (ClusterJob job = job()) {
      if (savepoint) {
        out().println(job.stop());
      } else {
        job.cancel();
        out().println("The settlement job was cancelled; its newest checkpoint is kept.");
      }
    }
    return Quittance.OK;
  }

  private static ClusterJob job() {
    return ClusterJob.in(QuittanceHome.of(System.getenv()));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
