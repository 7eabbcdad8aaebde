/** Aggregated range proofs (Bulletproofs) over several commitments. */
package io.quittance.verifier.range;
