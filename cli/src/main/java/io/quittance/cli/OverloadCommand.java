package io.quittance.cli;

import io.quittance.audit.progress.ProgressDisplay;
import io.quittance.trials.bench.Overload;
import io.quittance.trials.bench.OverloadOptions;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends a ledger more than it can take. */
@Command(
    name = "overload",
    description = {
      "Sends ten times the input that broker and job in this process can sustain, lets an account"
          + " send commands that count on a credit to come, gives another many credits that it does"
          + " not apply, and sends garbage: latency may grow, but nothing is lost, only the garbage is"
          + " rejected, memory is bounded, nobody else waits, and it drains.",
      "Transfers are proved before and kept in the home's directory bench for the next time; under"
          + " overload they are sent again and again, as impatient wallets do.",
      "Exit status 0 only if all of that holds."
    },
    mixinStandardHelpOptions = true)
final class OverloadCommand implements Callable<Integer> {
  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "how long ten times the sustainable input comes (default: ${DEFAULT-VALUE})")
  private int seconds = 60;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      description = "accounts of the ledger (default: ${DEFAULT-VALUE})")
  private int accounts = 1_000_000;

  @Option(
      names = "--transfers",
      paramLabel = "N",
      description = "transfers that are proved before (default: ${DEFAULT-VALUE})")
  private int transfers = 6000;

  @Option(
      names = "--early",
      paramLabel = "N",
      description =
          "times that one account sends a command that counts on a credit to come (default:"
              + " ${DEFAULT-VALUE})")
  private int early = 100_000;

  @Option(
      names = "--credits",
      paramLabel = "N",
      description = "credits of one account that are not applied (default: ${DEFAULT-VALUE})")
  private int credits = 1_000_000;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    OverloadOptions options = options();
    Path directory = BenchWorkload.kept();
    Overload overload;
    try (ProgressDisplay.Task task =
        new ProgressDisplay(Terminal.out(), Terminal.isTerminal())
            .start("Proving transfers", transfers)) {
      overload = Overload.in(directory, options, System.out, task::step);
    }
    boolean passed = overload.run();
    System.out.println();
    System.out.println(
        passed ? "All is well." : "SOMETHING IS OFF: see the lines marked FAIL above.");
    return passed ? Quittance.OK : Quittance.FAILED;
  }

  private OverloadOptions options() {
    try {
      return new OverloadOptions(
          accounts, transfers, seconds, early, credits, OverloadOptions.MAX_DELAY);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
