package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.LaneField.LANES;
import static io.quittance.verifier.ristretto.LaneField.SIZE;

/**
 * Encoding of eight group elements at a time (RFC 9496, section 4.3.2); the steps and names are
 * those of {@link RistrettoEncoding}, and groups go side by side as in {@link LaneDecoder}. Of an
 * element w is a square or 0, so whether the root exists need not be asked; its sign is of no
 * consequence: all that is kept of it are products of two roots and, at the end, an absolute value.
 * Constant time.
 */
final class LaneEncoder {
  /** Groups that go side by side. */
  private static final int GROUPS = 3;

  /** How many elements one call encodes at most. */
  static final int CAPACITY = GROUPS * LANES;

  // Where a group's numbers stand, and its mask of eight longs.
  private static final int POINT = 0;
  private static final int X = POINT + Edwards.X / Field.LIMBS * SIZE;
  private static final int Y = POINT + Edwards.Y / Field.LIMBS * SIZE;
  private static final int Z = POINT + Edwards.Z / Field.LIMBS * SIZE;
  private static final int T = POINT + Edwards.T / Field.LIMBS * SIZE;
  private static final int DEN1 = 4 * SIZE;
  private static final int DEN2 = 5 * SIZE;
  private static final int W = 6 * SIZE;
  private static final int ROOT = 7 * SIZE;
  private static final int Z_INVERSE = 8 * SIZE;
  private static final int TEMP = 9 * SIZE;
  private static final int SWAPPED = 10 * SIZE;
  private static final int MASK = 11 * SIZE;
  private static final int GROUP = MASK + LANES;

  private static final long[] SQRT_M1 = LaneField.constant(Constants.SQRT_M1);
  private static final long[] INVSQRT_A_MINUS_D = LaneField.constant(Constants.INVSQRT_A_MINUS_D);

  private final long[] f = new long[GROUPS * GROUP];
  private final LaneRoots roots = new LaneRoots(GROUPS, GROUP);

  /** Sets the point at an index: extended coordinates. */
  void set(int index, RistrettoPoint point) {
    LaneField.setLane(f, index / LANES * GROUP + POINT, index % LANES, point.extended(), 0, 4);
  }

  /** Encodes the first count points and whatever fills up their group. */
  void encode(int count) {
    final int groups = (count + LANES - 1) / LANES;
    for (int g = 0; g < groups; g++) {
      prepare(g * GROUP);
    }
    roots.inverseRoots(f, ROOT, MASK, W, groups);
    for (int g = 0; g < groups; g++) {
      finish(g * GROUP);
    }
  }

  /** The encoding of the point at an index. */
  CompressedRistretto get(int index) {
    final long[] number = new long[Field.LIMBS];
    LaneField.getLane(number, 0, f, index / LANES * GROUP + TEMP, index % LANES, 1);
    final long[] words = new long[4];
    Field.toWords(words, number, 0);
    return CompressedRistretto.ofWords(words);
  }

  /** Computes u1 and u2, where the denominators will stand, and w = u1 · u2². */
  private void prepare(int g) {
    LaneField.add(f, g + DEN1, f, g + Z, f, g + Y);
    LaneField.subtract(f, g + TEMP, f, g + Z, f, g + Y);
    LaneField.multiply(f, g + DEN1, f, g + DEN1, f, g + TEMP);
    LaneField.multiply(f, g + DEN2, f, g + X, f, g + Y);
    LaneField.square(f, g + W, f, g + DEN2);
    LaneField.multiply(f, g + W, f, g + W, f, g + DEN1);
  }

  private void finish(int g) {
    LaneField.multiply(f, g + DEN1, f, g + ROOT, f, g + DEN1);
    LaneField.multiply(f, g + DEN2, f, g + ROOT, f, g + DEN2);
    LaneField.multiply(f, g + Z_INVERSE, f, g + DEN1, f, g + DEN2);
    LaneField.multiply(f, g + Z_INVERSE, f, g + Z_INVERSE, f, g + T);

    LaneField.multiply(f, g + TEMP, f, g + T, f, g + Z_INVERSE);
    maskNegative(g);
    LaneField.multiply(f, g + SWAPPED, f, g + Y, SQRT_M1, 0);
    LaneField.multiply(f, g + TEMP, f, g + X, SQRT_M1, 0);
    LaneField.assignMasked(f, g + X, f, g + SWAPPED, f, g + MASK);
    LaneField.assignMasked(f, g + Y, f, g + TEMP, f, g + MASK);
    LaneField.multiply(f, g + TEMP, f, g + DEN1, INVSQRT_A_MINUS_D, 0);
    LaneField.assignMasked(f, g + DEN2, f, g + TEMP, f, g + MASK);

    LaneField.multiply(f, g + TEMP, f, g + X, f, g + Z_INVERSE);
    maskNegative(g);
    LaneField.negateMasked(f, g + Y, f, g + MASK);
    LaneField.subtract(f, g + TEMP, f, g + Z, f, g + Y);
    LaneField.multiply(f, g + TEMP, f, g + TEMP, f, g + DEN2);
    maskNegative(g);
    LaneField.negateMasked(f, g + TEMP, f, g + MASK);
  }

  /** Sets the mask where the number at TEMP is negative, that is, odd in canonical form. */
  private void maskNegative(int g) {
    LaneField.canonical(f, g + TEMP, f, g + TEMP);
    LaneField.oddMasks(f, g + MASK, f, g + TEMP);
  }
}
