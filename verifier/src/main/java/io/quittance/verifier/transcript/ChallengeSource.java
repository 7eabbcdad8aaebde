package io.quittance.verifier.transcript;

/**
 * Where the challenges of proofs come from. The same statement code runs over each source, as the
 * prover and as the verifier:
 *
 * <ul>
 *   <li>{@link #fiatShamir}: a hash of the messages, so that the proof convinces everybody;
 *   <li>a counterparty in the package {@code interactive}, so that it convinces only her.
 * </ul>
 */
@FunctionalInterface
public interface ChallengeSource {
  /** Begins one run of the protocol of a statement. */
  Transcript begin(Label statement);

  /** The source of proofs that speak for themselves: {@link MerlinTranscript}. */
  static ChallengeSource fiatShamir() {
    return MerlinTranscript::begin;
  }
}
