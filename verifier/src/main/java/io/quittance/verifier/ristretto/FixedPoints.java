package io.quittance.verifier.ristretto;

import java.util.Arrays;
import java.util.List;

/**
 * Points known in advance, with tables of their odd multiples: sums over them take about half the
 * time of a multiscalar multiplication of as many unknown points. Variable time, for verifiers and
 * for what provers send in the open.
 *
 * <p>Straus' method with non-adjacent forms of width 8 and mixed additions; a table has 64 points
 * of 120 bytes, so those of the 514 shared generators take 4 MB. On a vector unit there are buckets
 * instead, and as much memory. The sum over few other points is faster apart from this one than in
 * one multiplication with it.
 */
public final class FixedPoints {
  private static final int NAF_WIDTH = 8;

  /** Odd multiples 1, 3, …, 127. */
  private static final int TABLE = 1 << (NAF_WIDTH - 2);

  private final RistrettoPoint[] points;
  private final long[] tables;

  /** What lanes know of the points, once they are used; the same whoever makes it. */
  private volatile long[] laneTerms;

  private FixedPoints(List<RistrettoPoint> points, long[] tables) {
    this.points = points.toArray(new RistrettoPoint[0]);
    this.tables = tables;
  }

  /** The tables of these points, whose order stays. */
  public static FixedPoints of(List<RistrettoPoint> points) {
    final int multiples = points.size() * TABLE;
    final long[] extended = new long[multiples * Edwards.EXTENDED];
    final long[] scratch = new long[Edwards.SCRATCH];
    final long[] cachedTwice = new long[Edwards.CACHED];
    for (int k = 0; k < points.size(); k++) {
      final long[] multiple = points.get(k).extended().clone();
      final long[] twice = multiple.clone();
      Edwards.doubleTimes(twice, 0, 1, scratch);
      Edwards.toCached(cachedTwice, 0, twice, 0);
      for (int i = 0; i < TABLE; i++) {
        final int at = (k * TABLE + i) * Edwards.EXTENDED;
        System.arraycopy(multiple, 0, extended, at, Edwards.EXTENDED);
        Edwards.addCached(multiple, 0, cachedTwice, 0, scratch);
      }
    }
    Edwards.normalizeAll(extended, multiples);
    final long[] tables = new long[multiples * Edwards.AFFINE];
    for (int i = 0; i < multiples; i++) {
      Edwards.toAffine(tables, i * Edwards.AFFINE, extended, i * Edwards.EXTENDED);
    }
    return new FixedPoints(points, tables);
  }

  /** How many points there are. */
  public int size() {
    return points.length;
  }

  /**
   * Σ scalars[i] · points[i] over the first scalars.length points, in time that depends on the
   * scalars.
   *
   * @throws IllegalArgumentException if there are more scalars than points
   */
  public RistrettoPoint variableTime(Scalar[] scalars) {
    return variableTime(VectorUnit.lanes(), scalars);
  }

  /** The same with these lanes, or with none if they are null. */
  RistrettoPoint variableTime(EightLanes lanes, Scalar[] scalars) {
    final int count = scalars.length;
    checkCount(count);
    if (lanes != null && count >= EightLanes.MULTIPLY_FROM) {
      return inLanes(lanes, scalars);
    }
    return sum(new NonAdjacentForms(scalars, NAF_WIDTH));
  }

  /**
   * Σ scalars[i] · points[which[i]], in time that depends on the scalars.
   *
   * @throws IllegalArgumentException if there are not as many scalars as points
   */
  public RistrettoPoint variableTimeOfSome(int[] which, Scalar[] scalars) {
    checkLengths(which, scalars);
    final EightLanes lanes = VectorUnit.lanes();
    if (lanes == null || which.length < EightLanes.MULTIPLY_FROM) {
      return sum(new NonAdjacentForms(scalars, NAF_WIDTH, k -> which[k]));
    }
    return lanes.sum(scalars, chosen(which));
  }

  private RistrettoPoint[] chosen(int[] which) {
    return Arrays.stream(which).mapToObj(i -> points[i]).toArray(RistrettoPoint[]::new);
  }

  private RistrettoPoint sum(NonAdjacentForms forms) {
    final long[] scratch = new long[Edwards.SCRATCH];
    final long[] sum = new long[Edwards.EXTENDED];
    Edwards.setIdentity(sum, 0);
    for (int i = forms.length() - 1; i >= 0; i--) {
      Edwards.doubleTimes(sum, 0, 1, scratch);
      for (int d = forms.first(i); d != NonAdjacentForms.END; d = forms.next(d)) {
        final int multiple = forms.multiple(d);
        if (multiple >= 0) {
          Edwards.addAffine(sum, 0, tables, multiple * Edwards.AFFINE, scratch);
        } else {
          Edwards.subtractAffine(sum, 0, tables, ~multiple * Edwards.AFFINE, scratch);
        }
      }
    }
    return RistrettoPoint.ofExtended(sum);
  }

  /**
   * Several sums Σ scalars[j][i] · points[which[j][i]] of few of the points each, in time that
   * depends on the scalars.
   *
   * @throws IllegalArgumentException if there are not as many scalars as points in each sum
   */
  public RistrettoPoint[] variableTimeEach(int[][] which, Scalar[][] scalars) {
    return variableTimeEach(VectorUnit.lanes(), which, scalars);
  }

  /** The same with these lanes, or with none if they are null. */
  RistrettoPoint[] variableTimeEach(EightLanes lanes, int[][] which, Scalar[][] scalars) {
    for (int j = 0; j < which.length; j++) {
      checkLengths(which[j], scalars[j]);
    }
    if (lanes != null && which.length >= EightLanes.MULTIPLY_EACH_FROM) {
      return lanes.sumEach(
          scalars, Arrays.stream(which).map(this::chosen).toArray(RistrettoPoint[][]::new));
    }
    final RistrettoPoint[] sums = new RistrettoPoint[which.length];
    Arrays.setAll(sums, j -> sum(new NonAdjacentForms(scalars[j], NAF_WIDTH, k -> which[j][k])));
    return sums;
  }

  /** The same in these lanes, however few scalars there are. */
  RistrettoPoint inLanes(EightLanes lanes, Scalar[] scalars) {
    return lanes.sumFixed(laneTerms(lanes), scalars);
  }

  /**
   * Σ fixedScalars[i] · points[i] + Σ scalars[i] · others[i]: two sums in scalar code, but one on a
   * vector unit, where buckets for all are faster than tables.
   *
   * @throws IllegalArgumentException if there are more fixed scalars than points, or not as many
   *     scalars as others
   */
  public RistrettoPoint variableTimeWith(
      Scalar[] fixedScalars, Scalar[] scalars, RistrettoPoint[] others) {
    return variableTimeWith(VectorUnit.lanes(), fixedScalars, scalars, others);
  }

  /** The same with these lanes, or with none if they are null. */
  RistrettoPoint variableTimeWith(
      EightLanes lanes, Scalar[] fixedScalars, Scalar[] scalars, RistrettoPoint[] others) {
    final int count = fixedScalars.length;
    if (lanes == null || count + others.length < EightLanes.MULTIPLY_FROM) {
      return variableTime(lanes, fixedScalars)
          .add(MultiscalarMultiplication.variableTime(scalars, others));
    }
    checkCount(count);
    MultiscalarMultiplication.checkLengths(scalars, others);
    final Scalar[] allScalars = Arrays.copyOf(fixedScalars, count + scalars.length);
    final RistrettoPoint[] all = Arrays.copyOf(points, count + others.length);
    System.arraycopy(scalars, 0, allScalars, count, scalars.length);
    System.arraycopy(others, 0, all, count, others.length);
    return lanes.sum(allScalars, all);
  }

  private long[] laneTerms(EightLanes lanes) {
    long[] terms = laneTerms;
    if (terms == null) {
      terms = lanes.fixedTerms(points);
      laneTerms = terms;
    }
    return terms;
  }

  private static void checkLengths(int[] which, Scalar[] scalars) {
    if (which.length != scalars.length) {
      throw new IllegalArgumentException(
          "There must be as many scalars as points, not "
              + (scalars.length + " and " + which.length));
    }
  }

  private void checkCount(int count) {
    if (count > points.length) {
      throw new IllegalArgumentException(
          "There must be at most " + points.length + " scalars, not " + count);
    }
  }
}
