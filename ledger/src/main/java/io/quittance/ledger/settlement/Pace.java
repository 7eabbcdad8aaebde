package io.quittance.ledger.settlement;

import java.io.Serializable;

/**
 * How much is done for one account at a stretch. Barriers and other accounts wait for it; what is
 * left is done in further steps. No verdict depends on it.
 *
 * @param commands most commands taken out of the line of those that wait
 * @param credits most credits counted that were read earlier
 * @param totals most sums of applied credits forgotten
 */
public record Pace(int commands, int credits, int totals) implements Serializable {
  /** Some milliseconds of work. */
  public static final Pace DEFAULT = new Pace(16, 64, 512);

  private static final long serialVersionUID = 1L;

  public Pace {
    if (commands < 1 || credits < 1 || totals < 1) {
      throw new IllegalArgumentException(
          "a step does at least one thing of each kind, not "
              + Math.min(commands, Math.min(credits, totals)));
    }
  }
}
