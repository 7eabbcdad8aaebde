package io.quittance.verifier.batch;

/**
 * An item that a batch found to fail, before that is confirmed.
 *
 * @param candidate the item
 * @param first the first of its proofs that fails
 */
record Failure(Candidate candidate, ProofData first) {}
