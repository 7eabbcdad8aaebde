/** Merlin transcripts over STROBE-128: the one place where proofs are hashed. */
package io.quittance.verifier.transcript;
