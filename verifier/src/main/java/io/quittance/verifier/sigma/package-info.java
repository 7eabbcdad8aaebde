/**
 * Sigma protocols about ciphertexts and commitments, one statement per file, prover and verifier
 * side by side. They speak for themselves, with a hash for the verifier, or run live with one: see
 * {@code interactive}.
 */
package io.quittance.verifier.sigma;
