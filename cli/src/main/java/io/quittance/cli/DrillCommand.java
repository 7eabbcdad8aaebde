package io.quittance.cli;

import io.quittance.stack.local.BrokerGroup;
import io.quittance.trials.demo.DemoOptions;
import io.quittance.trials.drill.Drill;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The disaster recovery drill. */
@Command(
    name = "drill",
    description = {
      "Starts a cluster of processes, lets money move, takes a savepoint, lets more money move, kills"
          + " Flink and deletes every checkpoint; then restores the savepoint, replays the logs and"
          + " compares all that was published before with all that is published now.",
      "Exit status 0 only if both have the same digest."
    },
    mixinStandardHelpOptions = true)
final class DrillCommand implements Callable<Integer> {
  private static final int HOSTILE_PERCENT = 10;

  @Option(
      names = "--accounts",
      paramLabel = "N",
      description = "accounts (default: ${DEFAULT-VALUE})")
  private int accounts = 10;

  @Option(
      names = "--transfers",
      paramLabel = "N",
      description = "transfers, half of them after the savepoint (default: ${DEFAULT-VALUE})")
  private int transfers = 200;

  @Option(
      names = "--rate",
      paramLabel = "R",
      description = "transfers per second (default: ${DEFAULT-VALUE})")
  private int rate = 30;

  @Option(
      names = "--brokers",
      paramLabel = "N",
      description = "Kafka brokers, 1 or 3 to 5 (default: ${DEFAULT-VALUE})")
  private int brokers = 1;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "who pays whom how much (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintStream out = System.out;
    DemoOptions load = load();
    Path directory = Files.createTempDirectory("quittance-drill");
    StopSignal.onFirst(Thread.currentThread()::interrupt);
    boolean over = false;
    try {
      boolean passed = Drill.onCluster(load, brokers, directory, out);
      over = passed;
      out.println(passed ? "" : "Logs and topics are kept in " + directory);
      return passed ? Quittance.OK : Quittance.FAILED;
    } catch (InterruptedException stopped) {
      out.println("Stopped before the end.");
      over = true;
      return StopSignal.INTERRUPTED;
    } finally {
      if (over) {
        DeletedDirectory.delete(directory);
      }
    }
  }

  private DemoOptions load() {
    try {
      BrokerGroup.requireSize(brokers);
      return new DemoOptions(accounts, transfers, rate, HOSTILE_PERCENT, seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
