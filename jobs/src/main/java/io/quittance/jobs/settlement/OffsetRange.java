package io.quittance.jobs.settlement;

/**
 * The offsets between which a transaction's records stand in a partition, among others'.
 *
 * @param first the lowest
 * @param last the highest
 */
public record OffsetRange(long first, long last) {
  /** Returns the range that holds both. */
  public OffsetRange with(OffsetRange other) {
    return new OffsetRange(Math.min(first, other.first), Math.max(last, other.last));
  }
}
