package io.quittance.verifier.signature;

import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;

/**
 * A signature that may be good: all but the equation is in order.
 *
 * @param place its number in the batch
 * @param key eight times the key A
 * @param nonce eight times R
 * @param s the scalar S
 * @param k the challenge
 */
record Candidate(int place, RistrettoPoint key, RistrettoPoint nonce, Scalar s, Scalar k) {}
