package io.quittance.verifier.range;

import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.ChallengeSource;
import io.quittance.verifier.transcript.Labels;
import io.quittance.verifier.transcript.Transcript;

/** The messages and challenges of a range proof in their order, for prover and verifier alike. */
final class RangeTranscript {
  private final Transcript transcript;
  private final int totalBits;

  RangeTranscript(ChallengeSource challenges, int totalBits, RangeContext context) {
    this.totalBits = totalBits;
    transcript = challenges.begin(Labels.BATCHED_RANGE_PROOF);
    transcript.append(Labels.COMMITMENTS, context.commitmentsBytes());
    transcript.append(Labels.BIT_LENGTHS, context.bitLengthsBytes());
    transcript.separate(Labels.RANGE_PROOF);
    transcript.append(Labels.N, totalBits);
  }

  void appendBits(CompressedRistretto a, CompressedRistretto s) {
    transcript.append(Labels.A, a);
    transcript.append(Labels.S, s);
  }

  Scalar challengeY() {
    return transcript.challenge(Labels.CHALLENGE_Y);
  }

  Scalar challengeZ() {
    return transcript.challenge(Labels.Z);
  }

  Scalar challengeX(CompressedRistretto t1, CompressedRistretto t2) {
    transcript.append(Labels.T_1, t1);
    transcript.append(Labels.T_2, t2);
    return transcript.challenge(Labels.CHALLENGE_X);
  }

  /** Absorbs the evaluation at x, draws w and opens the inner-product part. */
  Scalar challengeW(Scalar tX, Scalar tXBlinding, Scalar eBlinding) {
    transcript.append(Labels.T_X, tX);
    transcript.append(Labels.T_X_BLINDING, tXBlinding);
    transcript.append(Labels.E_BLINDING, eBlinding);
    Scalar w = transcript.challenge(Labels.CHALLENGE_W);
    // The peers once batched with this challenge; they still draw it, which changes the state.
    transcript.challenge(Labels.CHALLENGE_C);
    transcript.separate(Labels.INNER_PRODUCT);
    transcript.append(Labels.N, totalBits);
    return w;
  }

  Scalar challengeU(CompressedRistretto left, CompressedRistretto right) {
    transcript.append(Labels.L, left);
    transcript.append(Labels.R, right);
    return transcript.challenge(Labels.CHALLENGE_U);
  }

  Scalar challengeD(Scalar a, Scalar b) {
    transcript.append(Labels.IPP_A, a);
    transcript.append(Labels.IPP_B, b);
    return transcript.challenge(Labels.CHALLENGE_D);
  }
}
