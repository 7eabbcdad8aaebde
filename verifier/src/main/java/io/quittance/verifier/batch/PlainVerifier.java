package io.quittance.verifier.batch;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.ristretto.MultiscalarMultiplication;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.List;

/**
 * Verifies one proof at a time in the plain way, which is the reference implementation's: each
 * point is decoded on its own by an exponentiation, and one multiscalar multiplication in scalar
 * code goes over all points of the proof, the shared generators among them.
 *
 * <p>No batch, no merging of equal points, no tables of generators, no vector lanes, no advice, no
 * cache. It has the last word on what {@link BatchVerifier} rejects, and is the yardstick for its
 * speed. As safe for several threads as its random generator.
 */
public final class PlainVerifier {
  private final SecureRandom random;

  /**
   * Makes a verifier.
   *
   * @param weights where the random weights come from that add up the relations of one proof
   */
  public PlainVerifier(SecureRandom weights) {
    this.random = weights;
  }

  /** Verifies proofs in their order, up to the first that fails. */
  Verdict verifyAll(List<ProofData> proofs) {
    for (ProofData proof : proofs) {
      Verdict verdict = verify(proof);
      if (!verdict.isAccepted()) {
        return verdict;
      }
    }
    return Verdict.accepted();
  }

  /** Verifies one proof; the verdict has the words of {@link BatchVerifier}. */
  public Verdict verify(ProofData proof) {
    Relations relations = new Relations(new Weights(random));
    try {
      proof.relate(relations);
    } catch (InvalidProofException e) {
      return Verdict.rejected(e.getMessage());
    }
    int own = relations.size();
    Scalar[] shared = relations.shared();
    Scalar[] scalars = new Scalar[own + shared.length];
    RistrettoPoint[] points = new RistrettoPoint[scalars.length];
    for (int i = 0; i < own; i++) {
      scalars[i] = relations.coefficient(i);
      try {
        points[i] = relations.point(i).decode();
      } catch (InvalidProofException e) {
        return undecodable(proof);
      }
    }
    System.arraycopy(shared, 0, scalars, own, shared.length);
    for (int i = 0; i < shared.length; i++) {
      points[own + i] = SharedGenerators.ALL.get(i);
    }
    return MultiscalarMultiplication.plain(scalars, points).isIdentity()
        ? Verdict.accepted()
        : failing(proof);
  }

  /** The verdict about a proof one of whose points is none. */
  static Verdict undecodable(ProofData proof) {
    return Verdict.rejected(proof.statement() + " contains bytes that encode no point");
  }

  /** The verdict about a proof whose relations do not hold. */
  static Verdict failing(ProofData proof) {
    return Verdict.rejected(proof.statement() + " does not hold");
  }
}
