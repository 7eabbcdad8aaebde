package io.quittance.verifier.sigma;

import io.quittance.verifier.batch.ProofData;
import io.quittance.verifier.ristretto.Scalar;
import java.util.ArrayList;
import java.util.List;

/** The challenges that the verifier of a sigma proof draws, in their order. */
public final class SigmaChallenges {
  private SigmaChallenges() {}

  public static List<Scalar> of(ProofData data) {
    if (data instanceof PubkeyValidity proof) {
      return List.of(proof.challenge());
    } else if (data instanceof ZeroCiphertext proof) {
      return List.of(proof.challenge());
    } else if (data instanceof CiphertextCommitmentEquality proof) {
      return List.of(proof.challenge());
    } else if (data instanceof CiphertextCiphertextEquality proof) {
      return List.of(proof.challenge());
    } else if (data instanceof PercentageWithCap proof) {
      return List.of(proof.challenge());
    } else if (data instanceof GroupedCiphertext2HandlesValidity proof) {
      return ofHandles(proof.challenges());
    } else if (data instanceof GroupedCiphertext3HandlesValidity proof) {
      return ofHandles(proof.challenges());
    } else if (data instanceof BatchedGroupedCiphertext2HandlesValidity proof) {
      return ofHandles(proof.challenges());
    } else if (data instanceof BatchedGroupedCiphertext3HandlesValidity proof) {
      return ofHandles(proof.challenges());
    }
    throw new IllegalArgumentException(data.statement() + " is no sigma proof");
  }

  /** A challenge t for a second part, then c; the factor of the first part is no challenge. */
  private static List<Scalar> ofHandles(HandlesValidity.Challenges challenges) {
    List<Scalar> factors = challenges.factors();
    List<Scalar> drawn = new ArrayList<>(factors.subList(1, factors.size()));
    drawn.add(challenges.c());
    return drawn;
  }
}
