package io.quittance.verifier.batch;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.SharedGenerators;
import io.quittance.verifier.ristretto.MultiscalarMultiplication;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;
import java.util.ArrayList;
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

  /**
   * Verifies proofs, and names the first that fails: first of those that cannot state what they
   * claim, then of those that contain no points, then of those that do not hold. That is the order
   * in which a batch finds them.
   */
  Verdict verifyAll(List<ProofData> proofs) {
    List<Relations> stated = new ArrayList<>(proofs.size());
    try {
      for (ProofData proof : proofs) {
        Relations relations = new Relations(new Weights(random));
        proof.relate(relations);
        stated.add(relations);
      }
    } catch (InvalidProofException e) {
      return Verdict.rejected(e.getMessage());
    }
    List<RistrettoPoint[]> decoded = new ArrayList<>(proofs.size());
    for (int i = 0; i < proofs.size(); i++) {
      try {
        decoded.add(points(stated.get(i)));
      } catch (InvalidProofException e) {
        return undecodable(proofs.get(i));
      }
    }
    for (int i = 0; i < proofs.size(); i++) {
      if (!holds(stated.get(i), decoded.get(i))) {
        return failing(proofs.get(i));
      }
    }
    return Verdict.accepted();
  }

  /** Verifies one proof; the verdict has the words of {@link BatchVerifier}. */
  public Verdict verify(ProofData proof) {
    return verifyAll(List.of(proof));
  }

  /** The proof's own points, then as many of the shared generators as it uses. */
  private static RistrettoPoint[] points(Relations relations) throws InvalidProofException {
    int own = relations.size();
    RistrettoPoint[] points = new RistrettoPoint[own + relations.shared().length];
    for (int i = 0; i < own; i++) {
      points[i] = relations.point(i).decode();
    }
    for (int i = own; i < points.length; i++) {
      points[i] = SharedGenerators.ALL.get(i - own);
    }
    return points;
  }

  private static boolean holds(Relations relations, RistrettoPoint[] points) {
    int own = relations.size();
    Scalar[] shared = relations.shared();
    Scalar[] scalars = new Scalar[own + shared.length];
    for (int i = 0; i < own; i++) {
      scalars[i] = relations.coefficient(i);
    }
    System.arraycopy(shared, 0, scalars, own, shared.length);
    return MultiscalarMultiplication.plain(scalars, points).isIdentity();
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
