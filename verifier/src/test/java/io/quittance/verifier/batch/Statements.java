package io.quittance.verifier.batch;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.transcript.ChallengeSource;
import java.security.SecureRandom;

/** Lets proofs state their relations for tests that watch where the challenges come from. */
public final class Statements {
  private Statements() {}

  public static void state(ProofData proof, ChallengeSource challenges)
      throws InvalidProofException {
    proof.relate(challenges, new Relations(new Weights(new SecureRandom())));
  }
}
