package io.quittance.verifier.ristretto;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/** The eight lanes of {@code jdk.incubator.vector}; made by reflection where that module is. */
final class LaneArithmetic implements EightLanes {
  @Override
  public boolean isPreferred() {
    return LongVector.SPECIES_PREFERRED.length() == LaneField.LANES
        && DoubleVector.SPECIES_PREFERRED.length() == LaneField.LANES;
  }

  @Override
  public RistrettoPoint[] decodeAll(CompressedRistretto[] encodings) {
    return decode(encodings, null);
  }

  @Override
  public RistrettoPoint[] decodeClaimed(CompressedRistretto[] encodings, InverseRoot[] claims) {
    return decode(encodings, claims);
  }

  private static RistrettoPoint[] decode(CompressedRistretto[] encodings, InverseRoot[] claims) {
    final RistrettoPoint[] points = new RistrettoPoint[encodings.length];
    final LaneDecoder decoder = new LaneDecoder();
    final long[] number = new long[Field.LIMBS];
    final boolean[] canonical = new boolean[LaneDecoder.CAPACITY];
    for (int from = 0; from < encodings.length; from += LaneDecoder.CAPACITY) {
      final int count = Math.min(LaneDecoder.CAPACITY, encodings.length - from);
      for (int k = 0; k < count; k++) {
        canonical[k] = encodings[from + k].toField(number, 0);
        decoder.setEncoded(k, number);
        if (claims != null) {
          claims[from + k].toField(number, 0);
          decoder.setClaim(k, number);
        }
      }
      if (claims == null) {
        decoder.decode(count);
      } else {
        decoder.decodeClaimed(count);
      }
      for (int k = 0; k < count; k++) {
        points[from + k] = canonical[k] ? decoder.get(k) : null;
      }
    }
    return points;
  }

  @Override
  public CompressedRistretto[] encodeAll(RistrettoPoint[] points) {
    final CompressedRistretto[] encodings = new CompressedRistretto[points.length];
    final LaneEncoder encoder = new LaneEncoder();
    for (int from = 0; from < points.length; from += LaneEncoder.CAPACITY) {
      final int count = Math.min(LaneEncoder.CAPACITY, points.length - from);
      for (int k = 0; k < count; k++) {
        encoder.set(k, points[from + k]);
      }
      encoder.encode(count);
      for (int k = 0; k < count; k++) {
        encodings[from + k] = encoder.get(k);
      }
    }
    return encodings;
  }

  @Override
  public RistrettoPoint[] decodeEightfold(byte[][] encodings) {
    return LaneEightfold.decode(encodings);
  }

  @Override
  public RistrettoPoint sum(Scalar[] scalars, RistrettoPoint[] points) {
    return RistrettoPoint.ofExtended(LanePippenger.variableTime(scalars, points));
  }

  @Override
  public RistrettoPoint[] sumEach(Scalar[][] scalars, RistrettoPoint[][] points) {
    return LaneStraus.variableTime(scalars, points);
  }

  @Override
  public long[] fixedTerms(RistrettoPoint[] points) {
    return LaneFixedPoints.terms(points);
  }

  @Override
  public RistrettoPoint sumFixed(long[] terms, Scalar[] scalars) {
    return RistrettoPoint.ofExtended(LaneFixedPoints.variableTime(terms, scalars));
  }
}
