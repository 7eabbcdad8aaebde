package io.quittance.verifier.batch;

/**
 * An item that a search found to fail, and where, before that is confirmed.
 *
 * @param candidate the item
 * @param place of the first of its proofs that fails, from 0 on
 * @param error of that proof
 */
record Failure(Candidate candidate, int place, ErrorClaim error) {
  /** The first proof that fails. */
  ProofData first() {
    return candidate.proofs().get(place);
  }
}
