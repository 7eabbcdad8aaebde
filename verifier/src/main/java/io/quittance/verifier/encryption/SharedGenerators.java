package io.quittance.verifier.encryption;

import io.quittance.verifier.ristretto.FixedPoints;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.util.ArrayList;
import java.util.List;

/** The generators that all proofs share: G, H, G_0, H_0, G_1, H_1, …. */
public final class SharedGenerators {
  /** All of them, in that order. */
  public static final List<RistrettoPoint> ALL = all();

  /** Where the Pedersen generator G stands among all. */
  public static final int INDEX_OF_PEDERSEN_G = 0;

  private SharedGenerators() {}

  private static List<RistrettoPoint> all() {
    List<RistrettoPoint> generators = new ArrayList<>(List.of(Pedersen.G, Pedersen.H));
    for (int i = 0; i < VectorGenerators.CAPACITY; i++) {
      generators.add(VectorGenerators.g().get(i));
      generators.add(VectorGenerators.h().get(i));
    }
    return List.copyOf(generators);
  }

  /**
   * Returns tables of all of them, made when first needed: 4 MB. Provers have tables of their own
   * of the first half.
   */
  public static FixedPoints tables() {
    return Tables.OF_ALL;
  }

  /** Where G_i stands among all. */
  public static int indexOfG(int i) {
    return 2 + 2 * i;
  }

  /** Where H_i stands among all. */
  public static int indexOfH(int i) {
    return indexOfG(i) + 1;
  }

  private static final class Tables {
    static final FixedPoints OF_ALL = FixedPoints.of(ALL);
  }
}
