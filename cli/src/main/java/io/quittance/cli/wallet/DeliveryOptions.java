package io.quittance.cli.wallet;

import io.quittance.network.QuittanceException;
import java.time.Duration;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Option;

/** How long to wait for the answers to a command. */
final class DeliveryOptions {
  private static final int MOST_SECONDS = 3600;
  private static final Duration LEAST_VALID = Duration.ofSeconds(1);
  private static final Duration MOST_VALID = Duration.ofDays(36_500);

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

  @Option(
      names = "--valid-for",
      paramLabel = "TIME",
      defaultValue = "24 h",
      description =
          "How long the command may be accepted, such as 90 min or 30 d; 24 h by default. Behind"
              + " that it is not accepted any more.")
  private String validFor;

  /** How long the command may be accepted after it was signed. */
  Duration validity() throws QuittanceException {
    try {
      Duration validity = TimeUtils.parseDuration(validFor);
      if (validity.compareTo(MOST_VALID) <= 0 && validity.compareTo(LEAST_VALID) >= 0) {
        return validity;
      }
    } catch (IllegalArgumentException noTime) {
      // Told below, as a time that is out of bounds is.
    }
    throw QuittanceException.usage(
        "--valid-for must be a time such as 90 min or 30 d, 1 s to "
            + MOST_VALID.toDays()
            + " d, not \""
            + validFor
            + "\".",
        "Leave it out for 24 h.");
  }

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
