package io.quittance.verifier.batch;

import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.ScalarSums;
import java.util.Arrays;

/**
 * The sums {@code B_r = sum_i binomial(i+r, r)*e_i}, r = 0, 1, …, of the errors of a group's items.
 *
 * <p>Each item's own points are multiplied once and for all, and of the shared generators only the
 * scalars are kept: a sum then costs a multiplication of the shared generators, and additions.
 */
final class ErrorSums {
  private final Batch batch;

  /** Each item's own part, and those after it, as often as the step at hand wants. */
  private final RistrettoPoint[] own;

  private final ScalarSums[] shared;

  /** The parts as they were before the first step. */
  private final RistrettoPoint[] firstOwn;

  private final ScalarSums[] firstShared;

  private ErrorSums(Batch batch, RistrettoPoint[] own, ScalarSums[] shared) {
    this.batch = batch;
    this.firstOwn = own;
    this.firstShared = shared;
    this.own = own.clone();
    this.shared = Arrays.stream(shared).map(ScalarSums::copy).toArray(ScalarSums[]::new);
  }

  /**
   * Starts the sums of items.
   *
   * @param proofNumbers the proofs of each item
   */
  static ErrorSums of(Batch batch, int[][] proofNumbers) {
    ScalarSums[] shared = new ScalarSums[proofNumbers.length];
    Arrays.setAll(shared, i -> batch.sharedScalars(proofNumbers[i]));
    return new ErrorSums(batch, batch.ownSums(proofNumbers), shared);
  }

  /** The number of items. */
  int size() {
    return own.length;
  }

  /** The next sum, the first time with r = 0. */
  RistrettoPoint next() {
    step();
    return own[0].add(batch.sharedSum(shared[0].reduced()));
  }

  /** Takes the next sum as known, and returns it. */
  RistrettoPoint skip(RistrettoPoint known) {
    step();
    return known;
  }

  /** Adds up from the last item to the first: the binomials of a step from those before. */
  private void step() {
    for (int i = own.length - 2; i >= 0; i--) {
      own[i] = own[i].add(own[i + 1]);
      shared[i].add(shared[i + 1]);
    }
  }

  /** Starts the sums of some of the items. */
  ErrorSums part(int from, int to) {
    return new ErrorSums(
        batch, Arrays.copyOfRange(firstOwn, from, to), Arrays.copyOfRange(firstShared, from, to));
  }
}
