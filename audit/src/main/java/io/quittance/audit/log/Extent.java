package io.quittance.audit.log;

/**
 * A stretch of a partition.
 *
 * @param begin the first offset
 * @param end the offset after the last
 */
public record Extent(long begin, long end) {
  public Extent {
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("offsets " + begin + " to " + end + " are no stretch");
    }
  }

  /** Returns how many offsets it has. */
  public long length() {
    return end - begin;
  }

  /** Returns what is left of it from an offset on. */
  public Extent from(long offset) {
    return new Extent(Math.min(Math.max(offset, begin), end), end);
  }
}
