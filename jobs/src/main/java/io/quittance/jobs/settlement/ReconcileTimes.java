package io.quittance.jobs.settlement;

import java.io.Serializable;
import java.time.Duration;

/**
 * When an event that was settled and has not been read back is noticed, and when it is sent again.
 * They decide when to look, never what is true.
 *
 * @param overdueMargin how much longer than some checkpoints it may take an event to come back
 *     before it counts as overdue
 * @param abortMargin how long after its timeout a transaction may still be open: a broker looks for
 *     those that have timed out every 10 seconds
 * @param grace how long nothing is sent again after the first event that is read back since a
 *     start, and a multiple of it where nothing is
 */
public record ReconcileTimes(Duration overdueMargin, Duration abortMargin, Duration grace)
    implements Serializable {
  /** Times that suit any broker. */
  public static final ReconcileTimes USUAL =
      new ReconcileTimes(Duration.ofSeconds(30), Duration.ofSeconds(15), Duration.ofSeconds(15));

  private static final long serialVersionUID = 1L;

  public ReconcileTimes {
    requireNotNegative("overdue margin", overdueMargin);
    requireNotNegative("abort margin", abortMargin);
    requireNotNegative("grace", grace);
  }

  private static void requireNotNegative(String name, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("the " + name + " must not be negative: " + value);
    }
  }
}
