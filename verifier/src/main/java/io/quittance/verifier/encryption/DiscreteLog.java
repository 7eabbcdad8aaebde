package io.quittance.verifier.encryption;

import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The search for the amount x in a decrypted point {@code x*G}, for x below 2^32.
 *
 * <p>Baby-step giant-step (Shanks): a table of {@code j*G} for all j below 2^16, built once per
 * process when first needed, and up to 2^16 steps of {@code -2^16*G}. The number of steps is the
 * amount divided by 2^16, so small amounts are found at once.
 *
 * <p>Points are compared by their encodings. All steps are taken at half their height and encoded
 * doubled, many at a time, which saves a square root for each.
 */
public final class DiscreteLog {
  private static final int STEP_BITS = 16;
  private static final int STEPS = 1 << STEP_BITS;

  /** Giant steps encoded together; few first, because most amounts are small. */
  private static final int FIRST_RUN = 16;

  private static final int LONGEST_RUN = 4096;

  private static final Scalar HALF = Scalar.of(2).invert();

  private DiscreteLog() {}

  private static final class BabySteps {
    static final Map<CompressedRistretto, Integer> TABLE = build();

    private static Map<CompressedRistretto, Integer> build() {
      Map<CompressedRistretto, Integer> table = new HashMap<>(2 * STEPS);
      RistrettoPoint halfStep = Pedersen.multiplyG(HALF);
      RistrettoPoint at = RistrettoPoint.IDENTITY;
      for (int from = 0; from < STEPS; from += LONGEST_RUN) {
        RistrettoPoint[] halves = run(at, halfStep, LONGEST_RUN);
        CompressedRistretto[] encoded = CompressedRistretto.ofDoubles(halves);
        for (int i = 0; i < LONGEST_RUN; i++) {
          table.put(encoded[i], from + i);
        }
        at = halves[LONGEST_RUN - 1].add(halfStep);
      }
      return table;
    }
  }

  /** Finds x in {@code x*G}; empty if x is 2^32 or more. */
  public static OptionalLong solve32(RistrettoPoint target) {
    RistrettoPoint halfStep = Pedersen.multiplyG(HALF).multiplyByPowerOfTwo(STEP_BITS).negate();
    RistrettoPoint at = target.multiply(HALF);
    int length = FIRST_RUN;
    for (int from = 0; from < STEPS; from += length, length = runLength(from)) {
      RistrettoPoint[] halves = run(at, halfStep, length);
      CompressedRistretto[] encoded = CompressedRistretto.ofDoubles(halves);
      for (int i = 0; i < length; i++) {
        Integer low = BabySteps.TABLE.get(encoded[i]);
        if (low != null) {
          return OptionalLong.of(((long) (from + i) << STEP_BITS) + low);
        }
      }
      at = halves[length - 1].add(halfStep);
    }
    return OptionalLong.empty();
  }

  /** Doubles the run until it is long, and never goes past the last step. */
  private static int runLength(int from) {
    return Math.min(Math.min(Math.max(from, FIRST_RUN), LONGEST_RUN), STEPS - from);
  }

  private static RistrettoPoint[] run(RistrettoPoint first, RistrettoPoint step, int length) {
    RistrettoPoint[] points = new RistrettoPoint[length];
    points[0] = first;
    for (int i = 1; i < length; i++) {
      points[i] = points[i - 1].add(step);
    }
    return points;
  }
}
