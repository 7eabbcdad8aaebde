package io.quittance.verifier.range;

import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import java.util.List;

/**
 * The compressed form of two vectors whose inner product is claimed (Bünz et al., "Bulletproofs",
 * 2018, section 3): a pair of points for each halving, and the two scalars that remain.
 */
record InnerProductProof(
    List<CompressedRistretto> left, List<CompressedRistretto> right, Scalar a, Scalar b) {
  InnerProductProof {
    left = List.copyOf(left);
    right = List.copyOf(right);
    if (left.size() != right.size()) {
      throw new IllegalArgumentException("each round has a left and a right point");
    }
  }

  int rounds() {
    return left.size();
  }
}
