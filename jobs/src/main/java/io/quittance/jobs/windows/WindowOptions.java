package io.quittance.jobs.windows;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How encrypted amounts are summed.
 *
 * @param size length of a window
 * @param atLeast fewest transfers a total may be of
 * @param idleAfter after how long without a record a partition no longer holds up the others
 * @param checkpointInterval time between checkpoints, with which totals become visible
 */
public record WindowOptions(
    Duration size, int atLeast, Duration idleAfter, Duration checkpointInterval)
    implements Serializable {
  /** A total of one transfer is a single amount. */
  public static final int FEWEST_TRANSFERS = 2;

  /** Shortest window: log-append times are whole milliseconds. */
  public static final Duration SHORTEST = Duration.ofMillis(100);

  private static final long serialVersionUID = 1L;

  public WindowOptions {
    Objects.requireNonNull(idleAfter, "idleAfter");
    Objects.requireNonNull(checkpointInterval, "checkpointInterval");
    if (size.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "a window must last at least " + SHORTEST.toMillis() + " ms, not " + size.toMillis());
    }
    if (atLeast < FEWEST_TRANSFERS) {
      throw new IllegalArgumentException(
          "a total must be of at least "
              + FEWEST_TRANSFERS
              + " transfers, not "
              + atLeast
              + ": a total of one is a single amount");
    }
  }

  /** Returns the begin of the window that a time belongs to. */
  long startOf(long millis) {
    return Math.floorDiv(millis, size.toMillis()) * size.toMillis();
  }
}
