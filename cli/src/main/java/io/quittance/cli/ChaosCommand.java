package io.quittance.cli;

import io.quittance.trials.chaos.Chaos;
import io.quittance.trials.chaos.ChaosOptions;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Breaks things while transfers are settled. */
@Command(
    name = "chaos",
    description = {
      "Starts Kafka, a JobManager and TaskManagers as processes, keeps a load of real transfers"
          + " on, and kills them, hangs them, cuts them off from each other and takes the checkpoints'"
          + " disk away at random; then audits what came out.",
      "Exit status 0 only if the audit passes: every balance, receipt and settled event as if"
          + " nothing had happened."
    },
    mixinStandardHelpOptions = true)
final class ChaosCommand implements Callable<Integer> {
  private static final int SECONDS_PER_MINUTE = 60;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "how long things are broken (default: ${DEFAULT-VALUE})")
  private double minutes = 2;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "which faults in which order, and who pays whom (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      description = "accounts (default: ${DEFAULT-VALUE})")
  private int accounts = 10;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "transfers per second (default: ${DEFAULT-VALUE})")
  private int rate = 15;

  @Option(
      names = "--taskmanagers",
      paramLabel = "N",
      description = "TaskManagers, each able to run the job alone (default: ${DEFAULT-VALUE})")
  private int taskManagers = 2;

  @Option(
      names = "--brokers",
      paramLabel = "N",
      description =
          "Kafka brokers, 1 or 3 to 5; several have clocks that differ (default: ${DEFAULT-VALUE})")
  private int brokers = 1;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "an empty directory for keys, logs and checkpoints, which is kept")
  private Path keep;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintStream out = System.out;
    ChaosOptions options = options();
    Path directory = keep == null ? Files.createTempDirectory("quittance-chaos") : keep;
    StopSignal.onFirst(Thread.currentThread()::interrupt);
    boolean passed = false;
    try {
      passed = new Chaos(options, out).run(directory);
      out.println();
      out.println(
          passed
              ? "All is well."
              : "SOMETHING IS OFF: see the lines marked FAIL above, and the logs in " + directory);
      return passed ? Quittance.OK : Quittance.FAILED;
    } catch (InterruptedException stopped) {
      out.println("Stopped before the end.");
      passed = true;
      return StopSignal.INTERRUPTED;
    } finally {
      if (keep == null && passed) {
        DeletedDirectory.delete(directory);
      }
    }
  }

  private ChaosOptions options() {
    try {
      return new ChaosOptions(
          Duration.ofSeconds(Math.round(minutes * SECONDS_PER_MINUTE)),
          seed,
          accounts,
          rate,
          taskManagers,
          brokers);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
