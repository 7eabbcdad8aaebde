package io.quittance.verifier.range;

import io.quittance.verifier.ristretto.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The challenges that the verifier of a range proof draws and uses, in their order. */
public final class RangeChallenges {
  private RangeChallenges() {}

  /** Returns y, z, x, w, each u and d; c is drawn between w and u and thrown away. */
  public static List<Scalar> of(BatchedRangeProof proof) {
    RangeVerifier.Challenges challenges = proof.challenges();
    List<Scalar> drawn =
        new ArrayList<>(List.of(challenges.y(), challenges.z(), challenges.x(), challenges.w()));
    drawn.addAll(Arrays.asList(challenges.u()));
    drawn.add(challenges.d());
    return drawn;
  }
}
