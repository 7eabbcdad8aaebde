package io.quittance.trials.bench;

/**
 * How much a ledger is overloaded.
 *
 * @param accounts accounts that the ledger holds, as many as transfers at least
 * @param transfers transfers that are proved before, each by another account
 * @param seconds how long ten times the sustainable input comes
 * @param waiting commands with which one account blocks itself
 * @param credits credits of one account that are not applied
 */
public record OverloadOptions(int accounts, int transfers, int seconds, int waiting, int credits) {
  /** Fewest transfers: each third of them serves another part of the run. */
  public static final int MIN_TRANSFERS = 30;

  /** Most of anything. */
  public static final int MAX = 10_000_000;

  public OverloadOptions {
    requireWithin("number of transfers", transfers, MIN_TRANSFERS, MAX);
    requireWithin("number of accounts", accounts, transfers, MAX);
    requireWithin("number of seconds", seconds, 1, 3600);
    requireWithin("number of waiting commands", waiting, 1, MAX);
    requireWithin("number of credits", credits, 1, MAX);
  }

  private static void requireWithin(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "the " + name + " must be " + least + " to " + most + ", not " + value);
    }
  }
}
