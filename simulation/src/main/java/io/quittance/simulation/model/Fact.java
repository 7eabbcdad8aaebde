package io.quittance.simulation.model;

/**
 * What an entry says: money of an origin for a payee. It follows from the origin's partition alone.
 *
 * @param origin whose verdict it follows from
 * @param number counts the origin's entries
 * @param previous the number of the origin's entry for the same payee before this one, or 0
 * @param payee whose credit it is
 * @param amount how much
 * @param asset of what
 * @param version the statement under which it was said
 * @param time when, in log time of the origin's partition
 */
record Fact(
    int origin,
    int number,
    int previous,
    int payee,
    long amount,
    int asset,
    int version,
    int time) {
  @Override
  public String toString() {
    return origin + "->" + payee + " #" + number + " after #" + previous + ": " + amount;
  }
}
