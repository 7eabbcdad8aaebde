package io.quittance.trials.bench;

import java.time.Duration;

/**
 * How much a ledger is overloaded.
 *
 * @param accounts accounts that the ledger holds, as many as transfers at least
 * @param transfers transfers that are proved before, each by another account
 * @param seconds how long ten times the sustainable input comes
 * @param early commands of one account that count on a credit still to come
 * @param credits credits of one account that are not applied
 * @param maxDelay how much longer the receipts of others may take than in calm, and how long one
 *     command that applies all credits: what a machine can promise that has nothing else to do
 */
public record OverloadOptions(
    int accounts, int transfers, int seconds, int early, int credits, Duration maxDelay) {
  /** What is usual. */
  public static final Duration MAX_DELAY = Duration.ofSeconds(5);

  /** Fewest transfers: each third of them serves another part of the run. */
  public static final int MIN_TRANSFERS = 30;

  /** Most of anything. */
  public static final int MAX = 10_000_000;

  public OverloadOptions {
    requireWithin("number of transfers", transfers, MIN_TRANSFERS, MAX);
    requireWithin("number of accounts", accounts, transfers, MAX);
    requireWithin("number of seconds", seconds, 1, 3600);
    requireWithin("number of early commands", early, 1, MAX);
    requireWithin("number of credits", credits, 1, MAX);
  }

  private static void requireWithin(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "the " + name + " must be " + least + " to " + most + ", not " + value);
    }
  }
}
