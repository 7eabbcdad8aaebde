package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long to wait for the answers to a command. */
final class DeliveryOptions {
  private static final int MOST_SECONDS = 3600;

  @Option(
      names = "--no-wait",
      description = "Return once the command is accepted; do not wait until it is final.")
  private boolean noWait;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for each answer; 60 seconds by default.")
  private int timeoutSeconds;

  boolean waitsForFinal() {
    return !noWait;
  }

  Duration timeout() throws QuittanceException {
    if (timeoutSeconds < 1 || timeoutSeconds > MOST_SECONDS) {
      throw QuittanceException.usage(
          "--timeout must be 1 to " + MOST_SECONDS + " seconds, not " + timeoutSeconds + ".",
          "Leave it out to wait for 60 seconds.");
    }
    return Duration.ofSeconds(timeoutSeconds);
  }
}
