package io.quittance.cli;

import io.quittance.jobs.configuration.OperatorConfiguration;
import io.quittance.jobs.configuration.Settings;
import io.quittance.network.QuittanceException;
import io.quittance.stack.StackConfiguration;
import io.quittance.stack.local.FinalityWatch;
import io.quittance.stack.local.LocalStack;
import io.quittance.stack.local.LocalStackOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Keeps a local network running for wallets in other terminals. */
@Command(
    name = "up",
    description = {
      "Keeps a Kafka broker and Flink with the settlement job running in this process, until Ctrl-C.",
      "Keys, accounts and checkpoints are kept in $QUITTANCE_HOME (default: ~/.quittance); the next"
          + " start goes on where this one ended."
    },
    mixinStandardHelpOptions = true)
class UpCommand implements Callable<Integer> {
  private static final Duration START_PATIENCE = Duration.ofSeconds(120);

  /** A small machine starts the instances of a large job one after the other. */
  private static final Duration INSTANCE_PATIENCE = Duration.ofSeconds(5);

  private static final long HEALTH_CHECK_SECONDS = 1;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "partitions of the ledger, fixed at its first start (default: the configuration's)")
  private Integer partitions;

  @Option(
      names = "--checkpoint-millis",
      paramLabel = "MS",
      description =
          "time between checkpoints, the pace of the final lane (default: the configuration's)")
  private Long checkpointMillis;

  @Mixin private ConfigurationOption configuration;

  @Mixin private StackPorts ports;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintStream out = System.out;
    LocalStackOptions options = options();
    out.println("Starting a Kafka broker and Flink with the settlement job ...");
    CountDownLatch stop = new CountDownLatch(1);
    StopSignal.onFirst(stop::countDown);
    try (LocalStack stack = options.start()) {
      stack.awaitRunning(
          START_PATIENCE.plus(INSTANCE_PATIENCE.multipliedBy(options.settlement().parallelism())));
      describe(stack, out);
      FinalityWatch watch = FinalityWatch.of(stack);
      while (!stop.await(HEALTH_CHECK_SECONDS, TimeUnit.SECONDS)) {
        stack.requireNotEnded();
        watch.look(options.settlement().checkpointInterval()).ifPresent(out::println);
      }
      out.println();
      out.println("Stopping; Ctrl-C again does not wait ...");
    }
    return Quittance.OK;
  }

  /** Returns the savepoint to go back to, instead of the newest state. */
  Optional<Path> from() {
    return Optional.empty();
  }

  private LocalStackOptions options() throws QuittanceException {
    OperatorConfiguration configured = configuration.read();
    configured.chooseLogFormat();
    if (checkpointMillis != null) {
      configured =
          configured.set(Settings.CHECKPOINT_INTERVAL, Duration.ofMillis(checkpointMillis));
    }
    try {
      LocalStackOptions options = ports.apply(StackConfiguration.of(configured).localStack());
      from().ifPresent(options::from);
      return partitions == null ? options : options.partitions(partitions);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static void describe(LocalStack stack, PrintStream out) {
    out.println();
    out.println("The network \"" + stack.network().name() + "\" is running.");
    out.println("  Kafka              " + stack.bootstrapServers());
    out.println("  web UI             " + stack.webUi());
    out.println("  Prometheus metrics " + stack.prometheus());
    out.println("  keys and data      " + stack.home().directory());
    out.println("  log                " + stack.logFile());
    out.println();
    out.println("In another terminal:");
    out.println("  ./quittance wallet new alice && ./quittance wallet open alice");
    out.println("  ./quittance wallet new bob && ./quittance wallet open bob");
    out.println("  ./quittance issue alice 100");
    out.println("  ./quittance wallet pay alice bob 12.50");
    out.println();
    out.println("Ctrl-C stops it; nothing is lost.");
  }
}
