package io.quittance.verifier.batch;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.transcript.ChallengeSource;
import java.util.List;

/**
 * The public input of a statement (its context) and a proof of it, parsed but not yet verified.
 *
 * <p>Lengths, scalars and the identity rules were checked when it was parsed. Its points are still
 * encoded; {@link BatchVerifier} decodes them.
 */
public interface ProofData {
  /** The statement's name, for explanations. */
  String statement();

  /**
   * Replays the run of the protocol and states the relations between points that hold if, and but
   * for a negligible chance only if, the proof is right.
   *
   * @param challenges where the challenges of the run came from
   * @throws InvalidProofException if the proof is wrong whatever the points are
   */
  void relate(ChallengeSource challenges, Relations relations) throws InvalidProofException;

  /** States the relations of a proof that speaks for itself. */
  default void relate(Relations relations) throws InvalidProofException {
    relate(ChallengeSource.fiatShamir(), relations);
  }

  /**
   * All points of context and proof, still encoded, in the order of their bytes; one that stands in
   * two fields is named twice. Fields that are not in use are left out.
   */
  List<CompressedRistretto> points();

  /** The length of context and proof together. */
  int bytes();

  /** The context followed by the proof. */
  byte[] toBytes();
}
