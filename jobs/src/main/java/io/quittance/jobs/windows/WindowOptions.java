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

  /** Returns windows of a minute, and totals of at least three transfers. */
  public static WindowOptions defaults() {
    return new WindowOptions(
        Duration.ofMinutes(1), 3, Duration.ofSeconds(10), Duration.ofSeconds(1));
  }

  /** Returns these options with another length of a window. */
  public WindowOptions withSize(Duration length) {
    return new WindowOptions(length, atLeast, idleAfter, checkpointInterval);
  }

  /** Returns these options with another fewest number of transfers. */
  public WindowOptions withAtLeast(int transfers) {
    return new WindowOptions(size, transfers, idleAfter, checkpointInterval);
  }

  /** Returns these options with another time between checkpoints. */
  public WindowOptions withCheckpointInterval(Duration interval) {
    return new WindowOptions(size, atLeast, idleAfter, interval);
  }

  /** Returns what must stay as it is once totals are published, in words. */
  public String windows() {
    return String.format(
        "windows of %d ms with totals of at least %d transfers", size.toMillis(), atLeast);
  }

  /**
   * Refuses these windows beside others: totals of both would have differences that are of too few
   * transfers.
   *
   * @param published what {@link #windows} said of those whose totals are published
   * @throws IllegalStateException if these are others
   */
  public void requireSame(String published) {
    if (!published.equals(windows())) {
      throw new IllegalStateException(
          String.format(
              "%s are published already, and %s beside them would have differences of single"
                  + " transfers: keep to the former",
              published, windows()));
    }
  }

  /** Returns the begin of the window that a time belongs to. */
  long startOf(long millis) {
    return Math.floorDiv(millis, size.toMillis()) * size.toMillis();
  }
}
