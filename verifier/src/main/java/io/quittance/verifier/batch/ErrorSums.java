package io.quittance.verifier.batch;

import io.quittance.verifier.ristretto.MultiscalarMultiplication;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.util.Arrays;

/**
 * The sums {@code B_r = sum_i binomial(i+r, r)*e_i}, r = 0, 1, …, of the errors of a group's items.
 *
 * <p>There are two ways to them. Where large sums are cheap, each is one multiplication of all
 * points. Elsewhere each item's own points are multiplied once and for all, and of the shared
 * generators only the scalars are kept: a sum then costs a multiplication of the shared generators,
 * and additions.
 */
abstract class ErrorSums {
  /** The number of items. */
  abstract int size();

  /** The next sum, the first time with r = 0. */
  abstract RistrettoPoint next();

  /** Takes the next sum as known, and returns it. */
  abstract RistrettoPoint skip(RistrettoPoint known);

  /** Starts the sums of some of the items. */
  abstract ErrorSums part(int from, int to);

  /**
   * Starts the sums of items.
   *
   * @param proofNumbers the proofs of each item
   */
  static ErrorSums of(Batch batch, int[][] proofNumbers) {
    return MultiscalarMultiplication.prefersLargeSums()
        ? new Large(batch, proofNumbers)
        : Apart.of(batch, proofNumbers);
  }

  /** The sums as multiplications of all points. */
  static final class Large extends ErrorSums {
    private final Batch batch;
    private final int[][] proofNumbers;

    /** The items' factors in the step at hand; before the first, 1, 0, 0, …. */
    private final Scalar[] factors;

    Large(Batch batch, int[][] proofNumbers) {
      this.batch = batch;
      this.proofNumbers = proofNumbers;
      factors = new Scalar[proofNumbers.length];
      Arrays.fill(factors, Scalar.ZERO);
      factors[0] = Scalar.ONE;
    }

    @Override
    int size() {
      return proofNumbers.length;
    }

    @Override
    RistrettoPoint next() {
      step();
      return batch.sum(proofNumbers, factors);
    }

    @Override
    RistrettoPoint skip(RistrettoPoint known) {
      step();
      return known;
    }

    /** Pascal's triangle: binomial(i+r, r) is the sum of binomial(j+r-1, r-1) for j up to i. */
    private void step() {
      for (int i = 1; i < factors.length; i++) {
        factors[i] = factors[i].add(factors[i - 1]);
      }
    }

    @Override
    ErrorSums part(int from, int to) {
      return new Large(batch, Arrays.copyOfRange(proofNumbers, from, to));
    }
  }

  /** The sums of parts that were multiplied before. */
  static final class Apart extends ErrorSums {
    private final Batch batch;

    /** Each item's own part, and those after it, as often as the step at hand wants. */
    private final RistrettoPoint[] own;

    private final Scalar[][] shared;

    /** The parts as they were before the first step. */
    private final RistrettoPoint[] firstOwn;

    private final Scalar[][] firstShared;

    private Apart(Batch batch, RistrettoPoint[] own, Scalar[][] shared) {
      this.batch = batch;
      this.firstOwn = own;
      this.firstShared = shared;
      this.own = own.clone();
      this.shared = shared.clone();
    }

    static ErrorSums of(Batch batch, int[][] proofNumbers) {
      RistrettoPoint[] own = new RistrettoPoint[proofNumbers.length];
      Scalar[][] shared = new Scalar[proofNumbers.length][];
      for (int i = 0; i < proofNumbers.length; i++) {
        own[i] = batch.ownSum(proofNumbers[i]);
        shared[i] = batch.sharedScalars(proofNumbers[i]);
      }
      return new Apart(batch, own, shared);
    }

    @Override
    int size() {
      return own.length;
    }

    @Override
    RistrettoPoint next() {
      step();
      return own[0].add(batch.sharedSum(shared[0]));
    }

    @Override
    RistrettoPoint skip(RistrettoPoint known) {
      step();
      return known;
    }

    /** Adds up from the last item to the first: the binomials of a step from those before. */
    private void step() {
      for (int i = own.length - 2; i >= 0; i--) {
        own[i] = own[i].add(own[i + 1]);
        shared[i] = Relations.sum(shared[i], shared[i + 1]);
      }
    }

    @Override
    ErrorSums part(int from, int to) {
      return new Apart(
          batch, Arrays.copyOfRange(firstOwn, from, to), Arrays.copyOfRange(firstShared, from, to));
    }
  }
}
