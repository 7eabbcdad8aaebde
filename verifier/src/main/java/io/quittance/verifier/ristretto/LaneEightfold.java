package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.LaneField.LANES;
import static io.quittance.verifier.ristretto.LaneField.SIZE;

/**
 * Decoding of Ed25519's points (RFC 8032, section 5.1.3) and multiplication by eight, eight at a
 * time.
 *
 * <p>With u = y² − 1 and v = d y² + 1, x² = u / v, so x = u r for an inverse root r of w = u v.
 * Where u is zero there is none, and need not be: these are two points of small order.
 */
final class LaneEightfold {
  /** Groups that go side by side. */
  private static final int GROUPS = 3;

  private static final int CAPACITY = GROUPS * LANES;

  /** The cofactor of the curve is eight. */
  private static final int COFACTOR_BITS = 3;

  // Where a group's numbers stand, and its masks of eight longs.
  private static final int Y = 0;
  private static final int U = SIZE;
  private static final int W = 2 * SIZE;
  private static final int ROOT = 3 * SIZE;
  private static final int TEMP = 4 * SIZE;
  private static final int POINT = 5 * SIZE;
  private static final int GOOD = POINT + LaneEdwards.EXTENDED;
  private static final int FLIPPED = GOOD + LANES;
  private static final int SIGN = FLIPPED + LANES;
  private static final int CANONICAL = SIGN + LANES;
  private static final int GROUP = CANONICAL + LANES;

  private static final long[] ONE = LaneField.constant(Constants.ONE);
  private static final long[] D = LaneField.constant(Constants.D);

  private final long[] f = new long[GROUPS * GROUP];
  private final LaneRoots roots = new LaneRoots(GROUPS, GROUP);
  private final long[] words = new long[4];
  private final long[] number = new long[Field.LIMBS];

  private final long[] scratch = new long[LaneEdwards.SCRATCH];

  private LaneEightfold() {}

  /** See {@link EightfoldPoints#decode}. */
  static RistrettoPoint[] decode(byte[][] encodings) {
    final RistrettoPoint[] points = new RistrettoPoint[encodings.length];
    final LaneEightfold decoder = new LaneEightfold();
    for (int from = 0; from < points.length; from += CAPACITY) {
      final int count = Math.min(CAPACITY, points.length - from);
      decoder.decode(encodings, from, count);
      for (int k = 0; k < count; k++) {
        points[from + k] = decoder.get(k);
      }
    }
    return points;
  }

  private void decode(byte[][] encodings, int from, int count) {
    final int groups = (count + LANES - 1) / LANES;
    for (int k = 0; k < count; k++) {
      take(k, encodings[from + k]);
    }
    for (int g = 0; g < groups; g++) {
      prepare(g * GROUP);
    }
    roots.inverseRoots(f, ROOT, GOOD, W, groups);
    for (int g = 0; g < groups; g++) {
      finish(g * GROUP);
      LaneEdwards.doubleTimes(f, g * GROUP + POINT, COFACTOR_BITS, scratch);
    }
    LaneRoots.invertAll(f, POINT + LaneEdwards.Z, GROUP, groups);
    for (int g = 0; g < groups; g++) {
      normalize(g * GROUP + POINT);
    }
  }

  /** Takes an encoding, and notes whether its y is less than p. */
  private void take(int index, byte[] encoding) {
    for (int i = 0; i < words.length; i++) {
      words[i] = LittleEndian.read(encoding, 8 * i);
    }
    final int group = index / LANES * GROUP;
    final int lane = index % LANES;
    f[group + SIGN + lane] = words[3] >> 63;
    words[3] &= Long.MAX_VALUE;
    Field.fromWords(number, 0, words[0], words[1], words[2], words[3]);
    LaneField.setLane(f, group + Y, lane, number, 0, 1);
    final boolean canonical =
        words[3] != Long.MAX_VALUE
            || (words[2] & words[1]) != -1
            || Long.compareUnsigned(words[0], -19) < 0;
    f[group + CANONICAL + lane] = canonical ? -1 : 0;
  }

  private void prepare(int g) {
    LaneField.square(f, g + TEMP, f, g + Y);
    LaneField.subtract(f, g + U, f, g + TEMP, ONE, 0);
    LaneField.multiply(f, g + TEMP, f, g + TEMP, D, 0);
    LaneField.add(f, g + TEMP, f, g + TEMP, ONE, 0);
    LaneField.multiply(f, g + W, f, g + U, f, g + TEMP);
  }

  /**
   * Sets the extended point, with x of the sign that the encoding wants; where there is none, the
   * neutral element, so that no Z is zero.
   */
  private void finish(int g) {
    final int x = g + POINT + LaneEdwards.X;
    LaneField.multiply(f, g + TEMP, f, g + U, f, g + ROOT);
    LaneField.canonical(f, g + TEMP, f, g + TEMP);
    LaneField.oddMasks(f, g + FLIPPED, f, g + TEMP);
    for (int lane = 0; lane < LANES; lane++) {
      f[g + FLIPPED + lane] ^= f[g + SIGN + lane];
      f[g + GOOD + lane] &= f[g + CANONICAL + lane];
    }
    LaneField.negateMasked(f, g + TEMP, f, g + FLIPPED);
    LaneEdwards.setIdentity(f, g + POINT);
    LaneField.assignMasked(f, x, f, g + TEMP, f, g + GOOD);
    LaneField.assignMasked(f, g + POINT + LaneEdwards.Y, f, g + Y, f, g + GOOD);
  }

  /** Brings eight points, whose Z have been replaced by their inverses, to Z = 1. */
  private void normalize(int at) {
    final int x = at + LaneEdwards.X;
    final int y = at + LaneEdwards.Y;
    LaneField.multiply(f, x, f, x, f, at + LaneEdwards.Z);
    LaneField.multiply(f, y, f, y, f, at + LaneEdwards.Z);
    LaneField.multiply(f, at + LaneEdwards.T, f, x, f, y);
    System.arraycopy(ONE, 0, f, at + LaneEdwards.Z, SIZE);
  }

  private RistrettoPoint get(int index) {
    final int group = index / LANES * GROUP;
    final int lane = index % LANES;
    if (f[group + GOOD + lane] == 0) {
      return null;
    }
    final long[] point = new long[Edwards.EXTENDED];
    LaneField.getLane(point, 0, f, group + POINT, lane, 4);
    return RistrettoPoint.ofExtended(point);
  }
}
