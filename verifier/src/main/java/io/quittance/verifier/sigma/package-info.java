/**
 * Sigma protocols about ciphertexts and commitments, one statement per file, prover and verifier
 * side by side.
 */
package io.quittance.verifier.sigma;
