package io.quittance.simulation.model;

/**
 * Rule 19: what a transaction holds in one partition of the settlements.
 *
 * @param first where its first event stands
 * @param last where its last one stands
 * @param count how many there are
 * @param digest their sum
 */
record Tally(int first, int last, int count, long digest) {
  static Tally plus(Tally tally, int place, long digest) {
    return tally == null
        ? new Tally(place, place, 1, digest)
        : new Tally(tally.first, place, tally.count + 1, tally.digest + digest);
  }
}
