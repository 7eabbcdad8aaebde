package io.quittance.ledger.admission;

import io.quittance.verifier.batch.AdvisedProofs;
import io.quittance.verifier.batch.BatchResult;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.signature.SignatureBatch;
import io.quittance.verifier.signature.SignedMessage;
import java.util.List;

/**
 * Judges the proofs of many commands together; the last of the checks of {@link Admission}.
 *
 * <p>Wherever money is real this is {@link BatchVerifier}. It is an interface because a simulation
 * of millions of commands cannot spend milliseconds on each.
 */
@FunctionalInterface
public interface ProofVerifier {
  /**
   * Returns one verdict for each item, in their order.
   *
   * @param items each the proofs of one command, which are accepted or rejected together
   */
  BatchResult verify(List<AdvisedProofs> items);

  /**
   * Tells of each signature whether it was found good together with the others. Those of which it
   * does not say so are verified one by one, as all of them are by default.
   */
  default boolean[] findGood(List<SignedMessage> signatures) {
    return new boolean[signatures.size()];
  }

  /** Returns the one for real money. */
  static ProofVerifier of(BatchVerifier proofs) {
    SignatureBatch batch = proofs.signatures();
    return new ProofVerifier() {
      @Override
      public BatchResult verify(List<AdvisedProofs> items) {
        return proofs.verifyAdvised(items);
      }

      @Override
      public boolean[] findGood(List<SignedMessage> signatures) {
        return batch.findGood(signatures);
      }
    };
  }
}
