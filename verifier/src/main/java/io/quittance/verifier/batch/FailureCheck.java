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
 * Confirms in scalar code that proofs fail, all that a batch found for little more than the price
 * of verifying one of them.
 *
 * <p>A rejection is told to the world and is final, so it must not rest on code that a fault of the
 * machine or of its compiler could mislead. A sum that is not the identity shows that some proof
 * fails, but not that each does. So the search claims of each proof what its error e is, the sum of
 * its relations under the weights that they were given: some number f, not zero and small, times e
 * is the point E. From the bytes of the proof this class makes out in scalar code
 *
 * <ul>
 *   <li>the relations again, under the same weights, with all hashing and all scalars;
 *   <li>that the points which the batch worked with are those that are encoded. That takes no
 *       square root, and is as sure as decoding ({@link
 *       io.quittance.verifier.ristretto.CompressedRistretto#isDecodedAs});
 *   <li>that E is a point of the curve, and 2*E not the identity;
 *   <li>that {@code sum w*(f*e - E)} is the identity, for weights w of 128 bits that are drawn now,
 *       when all claims are there. The shared generators are multiplied once for all proofs, and
 *       that is what saves most.
 * </ul>
 *
 * <p>If one difference {@code D = f*e - E} is not of an order that divides 8, at most one weight
 * modulo the group's order makes the sum the identity, whatever the others are: a chance of 2^-128.
 * So every E is f*e but for a point of such an order. Were e the identity, 2*E would be, too; hence
 * no e is, and every one of these proofs fails. Nothing had to be believed: a wrong claim, wrong
 * weights or a wrong point can only make the check fail, and then each proof is verified for itself
 * ({@link PlainVerifier}).
 */
final class FailureCheck {
  private final Batch batch;
  private final Weights weights;
  private final List<Scalar> scalars = new ArrayList<>();
  private final List<RistrettoPoint> points = new ArrayList<>();

  /** Added up one by one: the sums of vectors that the search uses may be what misled it. */
  private final List<Scalar> shared = new ArrayList<>();

  private FailureCheck(Batch batch, SecureRandom random) {
    this.batch = batch;
    this.weights = new Weights(random);
  }

  /** Tells whether all of these proofs fail where they are said to; false if one may not. */
  static boolean confirms(Batch batch, List<Failure> failures, SecureRandom random) {
    FailureCheck check = new FailureCheck(batch, random);
    for (Failure failure : failures) {
      if (!check.add(failure)) {
        return false;
      }
    }
    return check.sumIsIdentity();
  }

  /** Adds a failure's difference to the sum; false if it can be seen at once to be none. */
  private boolean add(Failure failure) {
    RistrettoPoint claimed = failure.error().point();
    if (!claimed.isPoint() || claimed.doubled().isIdentity()) {
      return false;
    }
    Scalar weight = weights.next();
    scalars.add(weight.negate());
    points.add(claimed);
    int proof = failure.candidate().number(failure.place());
    Relations again = batch.relations(proof).restart(weight.multiply(failure.error().scalar()));
    try {
      failure.first().relate(again);
    } catch (InvalidProofException e) {
      return false;
    }
    for (int i = 0; i < again.size(); i++) {
      RistrettoPoint point = batch.decoded(proof, i);
      if (!again.point(i).isDecodedAs(point)) {
        return false;
      }
      scalars.add(again.coefficient(i));
      points.add(point);
    }
    Scalar[] generatorScalars = again.shared();
    for (int i = 0; i < generatorScalars.length; i++) {
      if (i == shared.size()) {
        shared.add(generatorScalars[i]);
      } else {
        shared.set(i, shared.get(i).add(generatorScalars[i]));
      }
    }
    return true;
  }

  private boolean sumIsIdentity() {
    scalars.addAll(shared);
    points.addAll(SharedGenerators.ALL.subList(0, shared.size()));
    return MultiscalarMultiplication.plain(
            scalars.toArray(new Scalar[0]), points.toArray(new RistrettoPoint[0]))
        .isIdentity();
  }
}
