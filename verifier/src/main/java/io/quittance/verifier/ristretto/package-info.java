/** The ristretto255 group (RFC 9496), its scalars, and multiscalar multiplication. */
package io.quittance.verifier.ristretto;
