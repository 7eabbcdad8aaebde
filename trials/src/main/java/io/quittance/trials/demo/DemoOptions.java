package io.quittance.trials.demo;

/**
 * How the demo runs.
 *
 * @param accounts how many accounts pay each other, 2 to {@link #MAX_ACCOUNTS}
 * @param transfers how many honest transfers they make, 1 to {@link #MAX_TRANSFERS}
 * @param rate commands sent per second, 1 to {@link #MAX_RATE}
 * @param hostilePercent hostile commands per hundred honest transfers, 0 to 100
 * @param seed of the random choice who pays whom how much; keys and proofs are random all the same
 */
public record DemoOptions(int accounts, int transfers, int rate, int hostilePercent, long seed) {
  /** Most accounts. */
  public static final int MAX_ACCOUNTS = 100_000;

  /** Most transfers. */
  public static final int MAX_TRANSFERS = 10_000_000;

  /** Highest rate. */
  public static final int MAX_RATE = 100_000;

  public DemoOptions {
    requireWithin("number of accounts", accounts, 2, MAX_ACCOUNTS);
    requireWithin("number of transfers", transfers, 1, MAX_TRANSFERS);
    requireWithin("rate", rate, 1, MAX_RATE);
    requireWithin("percentage of hostile commands", hostilePercent, 0, 100);
  }

  private static void requireWithin(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "the " + name + " must be " + least + " to " + most + ", not " + value);
    }
  }
}
