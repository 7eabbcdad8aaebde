/** Verification of many proofs with one multiscalar multiplication. */
package io.quittance.verifier.batch;
