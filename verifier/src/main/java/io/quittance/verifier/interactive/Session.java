package io.quittance.verifier.interactive;

import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.transcript.Labels;
import io.quittance.verifier.transcript.MerlinTranscript;

/** What both parties agree on before a run: what it is about, and the verifier's commitment. */
final class Session {
  private final byte[] description;
  private final byte[] commitment;

  Session(byte[] description, byte[] commitment) {
    if (description.length == 0 || description.length > LiveVerifier.MAX_DESCRIPTION_BYTES) {
      throw new IllegalArgumentException(
          "a session's description must be 1 to "
              + LiveVerifier.MAX_DESCRIPTION_BYTES
              + " bytes, not "
              + description.length);
    }
    if (commitment.length != Coins.BYTES) {
      throw new IllegalArgumentException(
          "a commitment to coins must be " + Coins.BYTES + " bytes, not " + commitment.length);
    }
    this.description = description.clone();
    this.commitment = commitment.clone();
  }

  byte[] commitment() {
    return commitment.clone();
  }

  /**
   * The challenge that a coin stands for.
   *
   * <p>The announcement must not enter: a challenge that depends on it makes the run a signature.
   *
   * @param round from 1 on
   */
  Scalar challenge(int round, byte[] coin) {
    MerlinTranscript transcript = MerlinTranscript.ofProtocol(Labels.INTERACTIVE_CHALLENGE);
    transcript.append(Labels.SESSION, description);
    transcript.append(Labels.COIN_COMMITMENT, commitment);
    transcript.append(Labels.ROUND, round);
    transcript.append(Labels.COIN, coin);
    return transcript.challenge(Labels.CHALLENGE_C);
  }
}
