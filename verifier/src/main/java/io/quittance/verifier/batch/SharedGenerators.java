package io.quittance.verifier.batch;

import io.quittance.verifier.encryption.Pedersen;
import io.quittance.verifier.encryption.VectorGenerators;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.util.ArrayList;
import java.util.List;

/** The generators that all proofs share, in the order of {@link Relations#shared}. */
final class SharedGenerators {
  /** G, H, G_0, H_0, G_1, H_1, …. */
  static final List<RistrettoPoint> ALL = all();

  private SharedGenerators() {}

  private static List<RistrettoPoint> all() {
    List<RistrettoPoint> generators = new ArrayList<>(List.of(Pedersen.G, Pedersen.H));
    for (int i = 0; i < VectorGenerators.CAPACITY; i++) {
      generators.add(VectorGenerators.g().get(i));
      generators.add(VectorGenerators.h().get(i));
    }
    return List.copyOf(generators);
  }
}
