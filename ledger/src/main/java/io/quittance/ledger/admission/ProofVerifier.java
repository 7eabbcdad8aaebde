package io.quittance.ledger.admission;

import io.quittance.verifier.batch.AdvisedProofs;
import io.quittance.verifier.batch.BatchResult;
import java.util.List;

/**
 * Judges the proofs of many commands together; the last of the checks of {@link Admission}.
 *
 * <p>Wherever money is real this is {@link io.quittance.verifier.batch.BatchVerifier}. It is an
 * interface because a simulation of millions of commands cannot spend milliseconds on each.
 */
@FunctionalInterface
public interface ProofVerifier {
  /**
   * Returns one verdict for each item, in their order.
   *
   * @param items each the proofs of one command, which are accepted or rejected together
   */
  BatchResult verify(List<AdvisedProofs> items);
}
