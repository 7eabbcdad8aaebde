package io.quittance.verifier.batch;

/**
 * An item that a search found to fail.
 *
 * @param candidate the item
 * @param error of all its proofs together
 */
record Failing(Candidate candidate, ErrorClaim error) {}
