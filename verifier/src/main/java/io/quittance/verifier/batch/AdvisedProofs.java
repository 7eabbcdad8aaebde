package io.quittance.verifier.batch;

import java.util.List;

/**
 * An item of a batch with advice.
 *
 * @param proofs the proofs of one command, which are accepted or rejected together
 * @param advice what may help to decode their points; {@link DecodingAdvice#NONE} if nothing
 */
public record AdvisedProofs(List<ProofData> proofs, DecodingAdvice advice) {
  public AdvisedProofs {
    proofs = List.copyOf(proofs);
    if (advice == null) {
      throw new IllegalArgumentException("an item without advice has DecodingAdvice.NONE");
    }
  }
}
