package io.quittance.schemas;

/**
 * How much of each Kafka broker one user may take; a broker lets whoever asks for more wait.
 *
 * @param producedBytesPerSecond bytes written in a second, averaged over some ten; 0 for a user who
 *     has nothing to write
 * @param consumedBytesPerSecond bytes read in a second, likewise
 * @param requestPercent share of the time of one of the broker's request threads, in percent; more
 *     than 100 is the time of several
 */
public record Quota(int producedBytesPerSecond, int consumedBytesPerSecond, int requestPercent) {
  public Quota {
    if (producedBytesPerSecond < 0 || consumedBytesPerSecond < 1 || requestPercent < 1) {
      throw new IllegalArgumentException(
          String.format(
              "a quota is of at least 0 bytes written, 1 byte read and 1 percent, not %d, %d and"
                  + " %d",
              producedBytesPerSecond, consumedBytesPerSecond, requestPercent));
    }
  }
}
