/** Pedersen commitments, twisted ElGamal encryption and the owner's symmetric balance notes. */
package io.quittance.verifier.encryption;
