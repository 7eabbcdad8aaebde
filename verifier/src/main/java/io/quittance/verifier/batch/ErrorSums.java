package io.quittance.verifier.batch;

import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.util.Arrays;

/**
 * The sums {@code B_r = sum_i binomial(i+r, r)*e_i}, r = 0, 1, …, of the errors of a group's items.
 *
 * <p>The error of an item has a part of the item's own points, multiplied once, and a part of the
 * shared generators, of which only the scalars are kept. Each step adds up both from the last item
 * to the first, and keeps what it has after each: that makes the binomials of one step from those
 * of the step before with one addition for an item. What a sum costs is one multiplication with the
 * shared generators.
 */
final class ErrorSums {
  private final Batch batch;
  private final RistrettoPoint[] own;
  private final Scalar[][] shared;

  /** The parts as they were before the first step. */
  private final RistrettoPoint[] firstOwn;

  private final Scalar[][] firstShared;

  private ErrorSums(Batch batch, RistrettoPoint[] own, Scalar[][] shared) {
    this.batch = batch;
    this.firstOwn = own;
    this.firstShared = shared;
    this.own = own.clone();
    this.shared = shared.clone();
  }

  /**
   * Starts the sums of items.
   *
   * @param proofNumbers the proofs of each item
   */
  static ErrorSums of(Batch batch, int[][] proofNumbers) {
    RistrettoPoint[] own = new RistrettoPoint[proofNumbers.length];
    Scalar[][] shared = new Scalar[proofNumbers.length][];
    for (int i = 0; i < proofNumbers.length; i++) {
      own[i] = batch.ownSum(proofNumbers[i]);
      shared[i] = batch.sharedScalars(proofNumbers[i]);
    }
    return new ErrorSums(batch, own, shared);
  }

  /** Starts the sums of some of the items. */
  ErrorSums part(int from, int to) {
    return new ErrorSums(
        batch, Arrays.copyOfRange(firstOwn, from, to), Arrays.copyOfRange(firstShared, from, to));
  }

  int size() {
    return own.length;
  }

  /** The next sum, the first time with r = 0. */
  RistrettoPoint next() {
    step();
    return own[0].add(batch.sharedSum(shared[0]));
  }

  /** Takes the next sum as known, and returns it. */
  RistrettoPoint skip(RistrettoPoint known) {
    step();
    return known;
  }

  private void step() {
    for (int i = own.length - 2; i >= 0; i--) {
      own[i] = own[i].add(own[i + 1]);
      shared[i] = Relations.sum(shared[i], shared[i + 1]);
    }
  }
}
