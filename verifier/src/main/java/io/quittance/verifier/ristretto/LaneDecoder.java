package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.LaneField.LANES;
import static io.quittance.verifier.ristretto.LaneField.SIZE;

/**
 * Decoding of eight group elements at a time (RFC 9496, section 4.3.1), with roots that somebody
 * claims or with roots of our own; the steps and names are those of {@link RistrettoEncoding}.
 * Several such groups go side by side, because one squaring cannot start before the last one of its
 * group is finished, but one of another group can.
 *
 * <p>The root is an inverse root of w = v u2<sup>2</sup>. Its sign is of no consequence: see {@link
 * InverseRoot}.
 */
final class LaneDecoder {
  /** Groups that go side by side. */
  private static final int GROUPS = 3;

  /** How many elements one call decodes at most. */
  static final int CAPACITY = GROUPS * LANES;

  // Where a group's numbers stand, and its three masks of eight longs.
  private static final int S = 0;
  private static final int U1 = SIZE;
  private static final int U2 = 2 * SIZE;
  private static final int V = 3 * SIZE;
  private static final int W = 4 * SIZE;
  private static final int ROOT = 5 * SIZE;
  private static final int X = 6 * SIZE;
  private static final int Y = 7 * SIZE;
  private static final int T = 8 * SIZE;
  private static final int TEMP = 9 * SIZE;
  private static final int GOOD = 10 * SIZE;
  private static final int BAD = GOOD + LANES;
  private static final int FLIPPED = BAD + LANES;
  private static final int GROUP = FLIPPED + LANES;

  private static final long[] ONE = LaneField.constant(Constants.ONE);
  private static final long[] D = LaneField.constant(Constants.D);

  private final long[] f = new long[GROUPS * GROUP];
  private final LaneRoots roots = new LaneRoots(GROUPS, GROUP);

  /** Sets the number that the canonical encoding at an index stands for: five limbs. */
  void setEncoded(int index, long[] limbs) {
    LaneField.setLane(f, index / LANES * GROUP + S, index % LANES, limbs, 0, 1);
  }

  /** Sets the root that is claimed for the encoding at an index: five limbs. */
  void setClaim(int index, long[] limbs) {
    LaneField.setLane(f, index / LANES * GROUP + ROOT, index % LANES, limbs, 0, 1);
  }

  /**
   * Decodes, with roots of our own, the first count encodings and whatever fills up their group.
   */
  void decode(int count) {
    final int groups = (count + LANES - 1) / LANES;
    for (int g = 0; g < groups; g++) {
      prepare(g * GROUP);
    }
    roots.inverseRoots(f, ROOT, GOOD, W, groups);
    for (int g = 0; g < groups; g++) {
      finish(g * GROUP);
    }
  }

  /** Decodes with the claimed roots; where a claim is wrong, nothing is decoded. */
  void decodeClaimed(int count) {
    final int groups = (count + LANES - 1) / LANES;
    for (int g = 0; g < groups; g++) {
      prepare(g * GROUP);
      checkClaim(g * GROUP);
      finish(g * GROUP);
    }
  }

  /**
   * The point that was decoded from the encoding at an index, with Z = 1; null if there is none.
   */
  RistrettoPoint get(int index) {
    final int group = index / LANES * GROUP;
    final int lane = index % LANES;
    if (f[group + GOOD + lane] == 0) {
      return null;
    }
    final long[] point = new long[Edwards.EXTENDED];
    LaneField.getLane(point, Edwards.X, f, group + X, lane, 1);
    LaneField.getLane(point, Edwards.Y, f, group + Y, lane, 1);
    LaneField.getLane(point, Edwards.T, f, group + T, lane, 1);
    Field.set(point, Edwards.Z, 1);
    return RistrettoPoint.ofExtended(point);
  }

  private void prepare(int g) {
    LaneField.square(f, g + V, f, g + S);
    LaneField.subtract(f, g + U1, ONE, 0, f, g + V);
    LaneField.add(f, g + U2, ONE, 0, f, g + V);
    LaneField.square(f, g + W, f, g + U2);
    LaneField.square(f, g + V, f, g + U1);
    LaneField.multiply(f, g + V, f, g + V, D, 0);
    LaneField.add(f, g + V, f, g + V, f, g + W);
    LaneField.negate(f, g + V);
    LaneField.multiply(f, g + W, f, g + V, f, g + W);
  }

  /** Sets GOOD where root² · w = 1. */
  private void checkClaim(int g) {
    LaneField.square(f, g + TEMP, f, g + ROOT);
    LaneField.multiply(f, g + TEMP, f, g + TEMP, f, g + W);
    LaneField.subtract(f, g + TEMP, f, g + TEMP, ONE, 0);
    LaneField.canonical(f, g + TEMP, f, g + TEMP);
    LaneField.zeroMasks(f, g + GOOD, f, g + TEMP);
  }

  /** Computes the points, and unsets GOOD where x · y is negative or y is zero. */
  private void finish(int g) {
    LaneField.multiply(f, g + U2, f, g + ROOT, f, g + U2); // 1 / denominator of x
    LaneField.multiply(f, g + V, f, g + V, f, g + ROOT);
    LaneField.multiply(f, g + V, f, g + V, f, g + U2); // 1 / denominator of y
    LaneField.multiply(f, g + X, f, g + S, f, g + U2);
    LaneField.add(f, g + X, f, g + X, f, g + X);
    LaneField.canonical(f, g + X, f, g + X);
    LaneField.oddMasks(f, g + FLIPPED, f, g + X);
    LaneField.negateMasked(f, g + X, f, g + FLIPPED);
    LaneField.multiply(f, g + Y, f, g + U1, f, g + V);
    LaneField.multiply(f, g + T, f, g + X, f, g + Y);
    LaneField.canonical(f, g + Y, f, g + Y);
    LaneField.canonical(f, g + T, f, g + T);
    LaneField.zeroMasks(f, g + BAD, f, g + Y);
    LaneField.oddMasks(f, g + FLIPPED, f, g + T);
    for (int lane = 0; lane < LANES; lane++) {
      f[g + GOOD + lane] &= ~(f[g + BAD + lane] | f[g + FLIPPED + lane]);
    }
  }
}
