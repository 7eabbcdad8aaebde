package io.quittance.cli;

import io.quittance.network.file.QuittanceHome;
import io.quittance.stack.local.LocalStack;
import io.quittance.trials.demo.Demo;
import io.quittance.trials.demo.DemoOptions;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Settles private transfers before a person's eyes. */
@Command(
    name = "demo",
    description = {
      "Starts a Kafka broker and Flink in this process, opens accounts, settles private transfers"
          + " (some hostile) through the real job, and audits the outcome.",
      "Exit status 0 only if the audit passes."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final Duration START_PATIENCE = Duration.ofSeconds(120);

  @Option(names = "--accounts", paramLabel = "N", description = "accounts (default: 20)")
  private int accounts = 20;

  @ArgGroup private Amount amount = new Amount();

  /** How much traffic, one way or the other. */
  static final class Amount {
    @Option(names = "--transfers", paramLabel = "N", description = "transfers (default: 300)")
    private Integer transfers;

    @Option(
        names = "--seconds",
        paramLabel = "S",
        description = "as many transfers as are sent in S seconds at the rate")
    private Integer seconds;

    int transfersAt(int rate) {
      if (seconds != null) {
        return Math.multiplyExact(seconds, rate);
      }
      return transfers == null ? 300 : transfers;
    }
  }

  @Option(names = "--rate", paramLabel = "R", description = "commands per second (default: 50)")
  private int rate = 50;

  @Option(
      names = "--hostile-percent",
      paramLabel = "P",
      description = "hostile commands per hundred transfers (default: 5)")
  private int hostilePercent = 5;

  @Option(names = "--seed", paramLabel = "S", description = "who pays whom how much (default: 1)")
  private long seed = 1;

  @Mixin private StackPorts ports;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    DemoOptions options = options();
    PrintStream out = Terminal.out();
    Path directory = Files.createTempDirectory("quittance-demo");
    StopSignal.onFirst(Thread.currentThread()::interrupt);
    try {
      out.println("Starting a Kafka broker and Flink with the settlement job in this process ...");
      try (LocalStack stack =
          ports.apply(LocalStack.in(QuittanceHome.of(directory)).network("demo")).start()) {
        stack.awaitRunning(START_PATIENCE);
        out.println("  web UI             " + stack.webUi());
        out.println("  Prometheus metrics " + stack.prometheus());
        out.println("  Kafka              " + stack.bootstrapServers());
        return run(options, stack, out);
      }
    } catch (InterruptedException | InterruptException stopped) {
      out.println();
      out.println("Stopped before the end.");
      return StopSignal.INTERRUPTED;
    } finally {
      DeletedDirectory.delete(directory);
    }
  }

  private DemoOptions options() {
    try {
      return new DemoOptions(accounts, amount.transfersAt(rate), rate, hostilePercent, seed);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static int run(DemoOptions options, LocalStack stack, PrintStream out) throws Exception {
    boolean passed;
    try (Demo demo = new Demo(options, stack, out, Terminal.isTerminal())) {
      passed = demo.run();
    }
    out.println();
    out.println(
        passed
            ? "All is well."
            : "SOMETHING IS OFF: see the lines marked FAIL above. The job's log ends with:");
    if (!passed) {
      LogTail.print(stack.logFile(), System.out);
    }
    out.println();
    out.println("What to try next:");
    out.println(
        "  ./quittance up              a network that stays, with its web UI and metrics at");
    out.println("                              " + stack.webUi() + " and " + stack.prometheus());
    out.println("and in another terminal:");
    out.println("  ./quittance wallet new alice && ./quittance wallet open alice");
    out.println("  ./quittance wallet new bob && ./quittance wallet open bob");
    out.println("  ./quittance issue alice 100");
    out.println("  ./quittance wallet pay alice bob 12.50");
    out.println("  ./quittance audit           check the books without trusting the operator");
    return passed ? Quittance.OK : Quittance.FAILED;
  }
}
