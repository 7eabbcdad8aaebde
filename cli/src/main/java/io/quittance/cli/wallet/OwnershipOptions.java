package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How the two sides of an ownership check talk to each other. */
final class OwnershipOptions {
  static final String PAYER = "the payer";
  static final String PAYEE = "the payee";

  private static final int MOST_SECONDS = 3600;

  @Option(
      names = "--paste",
      description = "Copy and paste the messages instead; only they go to standard output.")
  private boolean paste;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description = "How long to wait for the other side; 120 seconds by default.")
  private int timeoutSeconds;

  boolean isPaste() {
    return paste;
  }

  void requireNotBoth(String value, String option) throws QuittanceException {
    if (paste && value != null) {
      throw QuittanceException.usage(
          "--paste and " + option + " exclude each other.",
          "Choose one of them: by hand, or over the network.");
    }
  }

  Duration timeout() throws QuittanceException {
    if (timeoutSeconds < 1 || timeoutSeconds > MOST_SECONDS) {
      throw QuittanceException.usage(
          "--timeout must be 1 to " + MOST_SECONDS + " seconds, not " + timeoutSeconds + ".",
          "Leave it out to wait for 120 seconds.");
    }
    return Duration.ofSeconds(timeoutSeconds);
  }
}
