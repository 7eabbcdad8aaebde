/** Ed25519 signatures (RFC 8032) of many senders, found good together. */
package io.quittance.verifier.signature;
