/**
 * Zero-knowledge proofs about encrypted amounts, in the formats of the Solana ZK ElGamal Proof
 * program.
 */
package io.quittance.verifier;
