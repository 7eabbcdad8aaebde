package io.quittance.verifier.ristretto;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A trial of {@link EightLanes} against the scalar code: whether all they do is right, and whether
 * all of it is faster. Vector code is compiled in steps while it runs, so what was right once may
 * be wrong after the next step; a trial is for running again and again.
 */
final class VectorTrial {
  /** What a trial found. */
  enum Outcome {
    /** A result is not that of the scalar code. */
    WRONG,
    /** All results are right, but some took longer than those of the scalar code. */
    SLOWER,
    /** All results are right, and none took longer. */
    FASTER
  }

  /** Points of a timed trial: enough to run through all of the code. */
  static final int TIMED_POINTS = 256;

  /** Points of a trial that looks at results only: a few for each lane. */
  static final int CHECKED_POINTS = 40;

  private static final int SUMS = 8;
  private static final int FIXED_POINTS = 128;
  private static final int WIDE_BYTES = 64;

  private final EightLanes lanes;
  private final LongSupplier nanos;
  private final CompressedRistretto[] encodings;
  private final InverseRoot[] roots;
  private final byte[][] edwards;
  private final Scalar[] scalars;
  private final RistrettoPoint[] points;
  private final Scalar[][] someScalars = new Scalar[SUMS][];
  private final RistrettoPoint[][] somePoints = new RistrettoPoint[SUMS][];
  private final Scalar[] fixedScalars;
  private final FixedPoints fixed;

  private Outcome outcome;

  /**
   * Prepares a trial.
   *
   * @param size how many points it decodes, encodes and multiplies
   * @param nanos a clock
   */
  VectorTrial(EightLanes lanes, int size, LongSupplier nanos) {
    this.lanes = lanes;
    this.nanos = nanos;
    final Random random = new Random(size);
    encodings = new CompressedRistretto[size];
    roots = new InverseRoot[size];
    edwards = new byte[size][];
    scalars = new Scalar[size];
    points = new RistrettoPoint[size];
    for (int k = 0; k < size; k++) {
      final byte[] bytes = new byte[WIDE_BYTES];
      random.nextBytes(bytes);
      points[k] = RistrettoPoint.fromUniformBytes(bytes);
      // Some coordinates with Z = 1 and some without.
      points[k] = k % 3 == 0 ? points[k].doubled() : points[k];
      scalars[k] = Scalar.fromWideBytes(bytes);
      // Half of any bytes are encodings of Ed25519, and an eighth of ristretto255.
      edwards[k] = Arrays.copyOf(bytes, EightfoldPoints.BYTES);
      encodings[k] = k % 5 == 0 ? CompressedRistretto.of(edwards[k]) : points[k].compress();
      roots[k] = k % 7 == 0 ? InverseRoot.NONE : InverseRoot.of(encodings[k]);
    }
    setEdges();
    final int terms = size / SUMS;
    for (int j = 0; j < SUMS; j++) {
      someScalars[j] = Arrays.copyOfRange(scalars, j * terms, (j + 1) * terms);
      somePoints[j] = Arrays.copyOfRange(points, j * terms, (j + 1) * terms);
    }
    final int fixedPoints = Math.min(FIXED_POINTS, size);
    fixed = FixedPoints.of(List.of(points).subList(0, fixedPoints));
    fixedScalars = Arrays.copyOf(scalars, fixedPoints);
  }

  /** Puts values at the edges among the random ones. */
  private void setEdges() {
    points[1] = RistrettoPoint.IDENTITY;
    encodings[1] = CompressedRistretto.IDENTITY;
    roots[1] = InverseRoot.of(encodings[1]);
    scalars[2] = Scalar.ZERO;
    scalars[3] = Scalar.ONE;
    scalars[4] = Scalar.ONE.negate();
    // The largest field element, and the point (0, 1), of which there is no multiple by eight.
    Arrays.fill(edwards[2], (byte) -1);
    edwards[2][0] = (byte) 0xec;
    edwards[2][31] = 0x7f;
    edwards[3] = CompressedRistretto.IDENTITY.toBytes();
    edwards[3][0] = 1;
  }

  /** Runs all once, in lanes and in scalar code. */
  Outcome run() {
    outcome = Outcome.FASTER;
    compare(() -> lanes.decodeAll(encodings), () -> CompressedRistretto.decodeEach(encodings));
    compare(
        () -> lanes.decodeClaimed(encodings, roots),
        () -> CompressedRistretto.decodeClaimedEach(encodings, roots));
    compare(() -> lanes.encodeAll(points), () -> CompressedRistretto.ofEach(points));
    compare(() -> lanes.decodeEightfold(edwards), () -> EightfoldPoints.decodeEach(edwards));
    compare(
        () -> one(lanes.sum(scalars, points)),
        () -> one(RistrettoPoint.ofExtended(Pippenger.variableTime(scalars, points))));
    compare(
        () -> lanes.sumEach(someScalars, somePoints),
        () -> MultiscalarMultiplication.plainEach(someScalars, somePoints));
    compare(
        () -> one(fixed.inLanes(lanes, fixedScalars)),
        () -> one(fixed.variableTime(null, fixedScalars)));
    return outcome;
  }

  private static RistrettoPoint[] one(RistrettoPoint point) {
    return new RistrettoPoint[] {point};
  }

  private void compare(Supplier<Object[]> inLanes, Supplier<Object[]> scalar) {
    final long start = nanos.getAsLong();
    final Object[] found = resultOf(inLanes);
    final long middle = nanos.getAsLong();
    final Object[] expected = scalar.get();
    final long end = nanos.getAsLong();
    if (!Arrays.equals(expected, found) || !Arrays.stream(found).allMatch(VectorTrial::isSound)) {
      outcome = Outcome.WRONG;
    } else if (outcome == Outcome.FASTER && middle - start >= end - middle) {
      outcome = Outcome.SLOWER;
    }
  }

  /** What lanes return; nothing if they throw, which is as wrong as another result. */
  private static Object[] resultOf(Supplier<Object[]> inLanes) {
    try {
      return inLanes.get();
    } catch (RuntimeException | LinkageError e) {
      return new Object[0];
    }
  }

  /** Equality of points looks at two coordinates only; the others have to fit. */
  private static boolean isSound(Object result) {
    return !(result instanceof RistrettoPoint point) || Edwards.isPoint(point.extended());
  }
}
