package io.quittance.verifier.encryption;

import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The search for the amount x in a decrypted point {@code x*G}, for x below 2^32.
 *
 * <p>Baby-step giant-step (Shanks): a table of {@code j*G} for all j below 2^16, built once per
 * process when first needed, and up to 2^16 steps of {@code -2^16*G}. The number of steps is the
 * amount divided by 2^16, so small amounts are found at once.
 */
public final class DiscreteLog {
  private static final int STEP_BITS = 16;
  private static final int STEPS = 1 << STEP_BITS;

  private DiscreteLog() {}

  private static final class BabySteps {
    static final Map<CompressedRistretto, Integer> TABLE = build();

    private static Map<CompressedRistretto, Integer> build() {
      Map<CompressedRistretto, Integer> table = new HashMap<>(2 * STEPS);
      RistrettoPoint point = RistrettoPoint.IDENTITY;
      for (int step = 0; step < STEPS; step++) {
        table.put(point.compress(), step);
        point = point.add(Pedersen.G);
      }
      return table;
    }
  }

  /** Finds x in {@code x*G}; empty if x is 2^32 or more. */
  public static OptionalLong solve32(RistrettoPoint target) {
    RistrettoPoint giantStep = Pedersen.G.multiplyByPowerOfTwo(STEP_BITS);
    RistrettoPoint remaining = target;
    for (int high = 0; high < STEPS; high++) {
      Integer low = BabySteps.TABLE.get(remaining.compress());
      if (low != null) {
        return OptionalLong.of(((long) high << STEP_BITS) + low);
      }
      remaining = remaining.subtract(giantStep);
    }
    return OptionalLong.empty();
  }
}
