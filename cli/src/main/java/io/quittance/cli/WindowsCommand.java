package io.quittance.cli;

import io.quittance.jobs.windows.WindowOptions;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.option.RunningNetwork;
import io.quittance.stack.local.LogFile;
import io.quittance.stack.local.RunningWindows;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "windows",
    description = {
      "Sums encrypted amounts per asset, payee and window of time, until Ctrl-C, and decrypts"
          + " nothing.",
      "The totals stand on the topic quittance.windows: see ./quittance sql totals. A window is"
          + " over when something later is final."
    },
    mixinStandardHelpOptions = true)
final class WindowsCommand implements Callable<Integer> {
  private static final long HEALTH_CHECK_SECONDS = 1;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "length of a window (default: ${DEFAULT-VALUE})")
  private long seconds;

  @Option(
      names = "--at-least",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "fewest transfers a total may be of (default: ${DEFAULT-VALUE}); what has fewer is joined"
              + " to what comes next")
  private int atLeast;

  @Mixin private RunningNetwork network;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    NetworkFile file = network.file();
    Properties client = network.kafka().client(file.bootstrapServers());
    Path directory = QuittanceHome.of(System.getenv()).directory().resolve("windows");
    Files.createDirectories(directory);
    LogFile.use(directory.resolve("windows.log"));
    PrintWriter out = spec.commandLine().getOut();
    CountDownLatch stop = new CountDownLatch(1);
    StopSignal.onFirst(stop::countDown);
    try (RunningWindows running = RunningWindows.start(file, client, directory, options())) {
      out.printf(
          "Summing what is paid in windows of %d s, without decrypting it; Ctrl-C stops.%n",
          seconds);
      out.println("In another terminal: ./quittance sql totals");
      out.flush();
      while (!stop.await(HEALTH_CHECK_SECONDS, TimeUnit.SECONDS)) {
        running.requireNotEnded();
      }
    }
    return Quittance.OK;
  }

  private WindowOptions options() {
    try {
      return WindowOptions.defaults().withSize(Duration.ofSeconds(seconds)).withAtLeast(atLeast);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage() + ".", e);
    }
  }
}
