/** Ed25519 signatures (RFC 8032): the one place that signs and checks signatures. */
package io.quittance.schemas.signature;
