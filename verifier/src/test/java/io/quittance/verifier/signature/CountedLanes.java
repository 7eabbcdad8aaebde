package io.quittance.verifier.signature;

import io.quittance.verifier.ristretto.EdwardsPoints;
import io.quittance.verifier.ristretto.MultiscalarMultiplication;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Decoding in lanes, whatever the virtual machine prefers, and sums that are counted. */
final class CountedLanes implements SignatureBatch.Arithmetic {
  boolean isOffered = true;

  /** How many sums were asked for. */
  int sums;

  /** What a fault makes of each sum. */
  UnaryOperator<RistrettoPoint> change = UnaryOperator.identity();

  /** What a fault makes of each decoded point. */
  UnaryOperator<RistrettoPoint> changeDecoded = UnaryOperator.identity();

  @Override
  public boolean isOffered() {
    return isOffered;
  }

  @Override
  public RistrettoPoint[] decode(byte[][] encodings) {
    return Arrays.stream(EdwardsPoints.decodeInLanes(encodings))
        .map(point -> point == null ? null : changeDecoded.apply(point))
        .toArray(RistrettoPoint[]::new);
  }

  @Override
  public RistrettoPoint[] sums(Scalar[][] scalars, RistrettoPoint[][] points) {
    sums += scalars.length;
    return Arrays.stream(MultiscalarMultiplication.variableTimeEach(scalars, points))
        .map(change)
        .toArray(RistrettoPoint[]::new);
  }
}
