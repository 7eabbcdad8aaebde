/** The stateless half of a verdict: who signed, for which asset, and whether the proofs hold. */
package io.quittance.ledger.admission;
