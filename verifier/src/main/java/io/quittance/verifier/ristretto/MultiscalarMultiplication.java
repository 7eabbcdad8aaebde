package io.quittance.verifier.ristretto;

import java.util.Arrays;

/** Sums of scalar multiples, Σ scalars[i] · points[i]. The empty sum is the identity. */
public final class MultiscalarMultiplication {
  /** From so many points on, buckets beat tables (measured on JDK 17). */
  private static final int PIPPENGER_FROM = 128;

  private MultiscalarMultiplication() {}

  /**
   * The sum in time that depends on the scalars: for verifiers, where all is public. Fast for tens
   * to tens of thousands of points; the method is chosen by their number.
   *
   * @throws IllegalArgumentException if there are not as many scalars as points
   */
  public static RistrettoPoint variableTime(Scalar[] scalars, RistrettoPoint[] points) {
    checkLengths(scalars, points);
    final EightLanes lanes = VectorUnit.lanes();
    if (lanes != null && scalars.length >= EightLanes.MULTIPLY_FROM) {
      return lanes.sum(scalars, points);
    }
    if (scalars.length < PIPPENGER_FROM) {
      return RistrettoPoint.ofExtended(Straus.variableTime(scalars, points));
    }
    return RistrettoPoint.ofExtended(Pippenger.variableTime(scalars, points));
  }

  /**
   * Several sums Σ scalars[j][i] · points[j][i] of few points each, in time that depends on the
   * scalars.
   *
   * @throws IllegalArgumentException if there are not as many scalars as points
   */
  public static RistrettoPoint[] variableTimeEach(Scalar[][] scalars, RistrettoPoint[][] points) {
    for (int j = 0; j < scalars.length; j++) {
      checkLengths(scalars[j], points[j]);
    }
    final EightLanes lanes = VectorUnit.lanes();
    if (lanes != null && scalars.length >= EightLanes.MULTIPLY_EACH_FROM) {
      return lanes.sumEach(scalars, points);
    }
    return plainEach(scalars, points);
  }

  /** The same in scalar code. */
  static RistrettoPoint[] plainEach(Scalar[][] scalars, RistrettoPoint[][] points) {
    final RistrettoPoint[] sums = new RistrettoPoint[scalars.length];
    Arrays.setAll(sums, j -> plain(scalars[j], points[j]));
    return sums;
  }

  /**
   * The same as {@link #variableTime}, in scalar code whatever the JVM offers: a yardstick for what
   * is faster, and what it is compared with.
   *
   * @throws IllegalArgumentException if there are not as many scalars as points
   */
  public static RistrettoPoint plain(Scalar[] scalars, RistrettoPoint[] points) {
    checkLengths(scalars, points);
    if (scalars.length < PIPPENGER_FROM) {
      return RistrettoPoint.ofExtended(Straus.variableTime(scalars, points));
    }
    return RistrettoPoint.ofExtended(Pippenger.variableTime(scalars, points));
  }

  /**
   * The sum with no branch and no memory address that depends on scalars or points: for provers,
   * where scalars are secret. Only the number of points shows.
   *
   * @throws IllegalArgumentException if there are not as many scalars as points
   */
  public static RistrettoPoint constantTime(Scalar[] scalars, RistrettoPoint[] points) {
    checkLengths(scalars, points);
    return RistrettoPoint.ofExtended(Straus.constantTime(scalars, points));
  }

  /**
   * The sum of points of which each bit, secret as it may be, chooses one of two: constant time, as
   * {@link #constantTime} is.
   *
   * @param bits scalars that are 0 or 1
   * @param ifSet what is added where the bit is 1
   * @param ifClear what is added where the bit is 0
   * @throws IllegalArgumentException if there are not as many points of each kind as bits
   */
  public static RistrettoPoint constantTimeChoice(
      Scalar[] bits, RistrettoPoint[] ifSet, RistrettoPoint[] ifClear) {
    checkLengths(bits, ifSet);
    checkLengths(bits, ifClear);
    return RistrettoPoint.ofExtended(ChosenPoints.sum(bits, ifSet, ifClear));
  }

  static void checkLengths(Scalar[] scalars, RistrettoPoint[] points) {
    if (scalars.length != points.length) {
      throw new IllegalArgumentException(
          "There must be as many scalars as points, not "
              + scalars.length
              + " and "
              + points.length);
    }
  }
}
