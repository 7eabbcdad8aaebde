package io.quittance.ledger.admission;

import io.quittance.verifier.batch.AdvisedProofs;
import io.quittance.verifier.batch.BatchResult;
import io.quittance.verifier.batch.BatchVerifier;
import io.quittance.verifier.signature.Finding;
import io.quittance.verifier.signature.SignatureBatch;
import io.quittance.verifier.signature.SignedMessage;
import java.util.Collections;
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
   * Tells of each signature what was found out about it together with the others. Those that are
   * left open are verified one by one, as all of them are by default.
   */
  default List<Finding> judge(List<SignedMessage> signatures) {
    return Collections.nCopies(signatures.size(), Finding.OPEN);
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
      public List<Finding> judge(List<SignedMessage> signatures) {
        return batch.judge(signatures);
      }
    };
  }
}
