package io.quittance.verifier.ristretto;

import java.util.Arrays;

/**
 * Eight lanes that are played by the scalar code, right but for one operation that can be told to
 * go wrong. So what a faulty vector unit would do can be tried on every machine.
 */
public final class PlayedLanes implements EightLanes {
  /** What goes wrong. */
  public enum Fault {
    NONE,
    /** The last point is not decoded. */
    DECODES_NOTHING,
    /** The last point is another one. */
    DECODES_ANOTHER,
    CLAIM_DECODES_ANOTHER,
    ENCODES_ANOTHER,
    EIGHTFOLD_IS_ANOTHER,
    SUM_IS_ANOTHER,
    /** All coordinates are zero. */
    SUM_IS_ZEROS,
    /** The product of two coordinates, on which additions rely, does not fit. */
    SUM_IS_NO_POINT,
    LAST_SUM_IS_ANOTHER,
    ALL_SUMS_ARE_ZEROS,
    FIXED_SUM_IS_ANOTHER,
    SUM_THROWS
  }

  private final Fault fault;

  PlayedLanes(Fault fault) {
    this.fault = fault;
  }

  /** Lets this process use such lanes while something runs, and none afterwards. */
  public static void use(Fault fault, ThrowingRunnable body) throws Exception {
    final EightLanes before = VectorUnit.lanes();
    VectorUnit.use(new PlayedLanes(fault));
    try {
      body.run();
    } finally {
      VectorUnit.use(before);
    }
  }

  /** Whether this process uses lanes. */
  public static boolean areUsed() {
    return VectorUnit.lanes() != null;
  }

  /** What runs with such lanes. */
  @FunctionalInterface
  public interface ThrowingRunnable {
    void run() throws Exception;
  }

  @Override
  public boolean isPreferred() {
    return true;
  }

  @Override
  public RistrettoPoint[] decodeAll(CompressedRistretto[] encodings) {
    final RistrettoPoint[] points = CompressedRistretto.decodeEach(encodings);
    if (fault == Fault.DECODES_NOTHING) {
      points[points.length - 1] = null;
    }
    return fault == Fault.DECODES_ANOTHER ? lastChanged(points) : points;
  }

  @Override
  public CompressedRistretto[] encodeAll(RistrettoPoint[] points) {
    return CompressedRistretto.ofEach(
        fault == Fault.ENCODES_ANOTHER ? lastChanged(points) : points);
  }

  @Override
  public RistrettoPoint[] decodeClaimed(CompressedRistretto[] encodings, InverseRoot[] claims) {
    final RistrettoPoint[] points = CompressedRistretto.decodeClaimedEach(encodings, claims);
    return fault == Fault.CLAIM_DECODES_ANOTHER ? lastChanged(points) : points;
  }

  @Override
  public RistrettoPoint[] decodeEightfold(byte[][] encodings) {
    final RistrettoPoint[] points = EightfoldPoints.decodeEach(encodings);
    return fault == Fault.EIGHTFOLD_IS_ANOTHER ? lastChanged(points) : points;
  }

  @Override
  public RistrettoPoint sum(Scalar[] scalars, RistrettoPoint[] points) {
    final RistrettoPoint sum = MultiscalarMultiplication.plain(scalars, points);
    return switch (fault) {
      case SUM_IS_ANOTHER -> sum.add(RistrettoPoint.BASEPOINT);
      case SUM_IS_ZEROS -> zeros();
      case SUM_IS_NO_POINT -> withoutProduct(sum);
      case SUM_THROWS -> throw new ArrayIndexOutOfBoundsException();
      default -> sum;
    };
  }

  private static RistrettoPoint withoutProduct(RistrettoPoint point) {
    final long[] coordinates = point.extended().clone();
    coordinates[Edwards.T]++;
    return RistrettoPoint.ofExtended(coordinates);
  }

  @Override
  public RistrettoPoint[] sumEach(Scalar[][] scalars, RistrettoPoint[][] points) {
    final RistrettoPoint[] sums = MultiscalarMultiplication.plainEach(scalars, points);
    if (fault == Fault.ALL_SUMS_ARE_ZEROS) {
      Arrays.fill(sums, zeros());
    }
    return fault == Fault.LAST_SUM_IS_ANOTHER ? lastChanged(sums) : sums;
  }

  @Override
  public long[] fixedTerms(RistrettoPoint[] points) {
    final long[] terms = new long[points.length * Edwards.EXTENDED];
    for (int k = 0; k < points.length; k++) {
      System.arraycopy(points[k].extended(), 0, terms, k * Edwards.EXTENDED, Edwards.EXTENDED);
    }
    return terms;
  }

  @Override
  public RistrettoPoint sumFixed(long[] terms, Scalar[] scalars) {
    final RistrettoPoint[] points = new RistrettoPoint[scalars.length];
    Arrays.setAll(
        points,
        k ->
            RistrettoPoint.ofExtended(
                Arrays.copyOfRange(terms, k * Edwards.EXTENDED, (k + 1) * Edwards.EXTENDED)));
    final RistrettoPoint sum = MultiscalarMultiplication.plain(scalars, points);
    return fault == Fault.FIXED_SUM_IS_ANOTHER ? sum.negate() : sum;
  }

  private static RistrettoPoint zeros() {
    return RistrettoPoint.ofExtended(new long[Edwards.EXTENDED]);
  }

  private static RistrettoPoint[] lastChanged(RistrettoPoint[] points) {
    final RistrettoPoint[] changed = points.clone();
    for (int k = changed.length - 1; k >= 0; k--) {
      if (changed[k] != null) {
        changed[k] = changed[k].add(RistrettoPoint.BASEPOINT);
        break;
      }
    }
    return changed;
  }
}
