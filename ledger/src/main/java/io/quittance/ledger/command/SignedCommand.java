package io.quittance.ledger.command;

import io.quittance.schemas.CommandId;
import io.quittance.schemas.signature.Ed25519Signature;

/**
 * A command with the signature under it, not yet verified.
 *
 * @param id hash of the record value
 * @param signer Ed25519 key that is said to have signed, 32 bytes
 * @param signature the signature
 * @param notAfterMillis until when it may be accepted: greatest log-append time of its partition,
 *     its own included, milliseconds since 1970-01-01T00:00:00Z
 * @param payload the exact bytes that were signed
 * @param command what the payload says
 */
public record SignedCommand(
    CommandId id,
    Bytes signer,
    Ed25519Signature signature,
    long notAfterMillis,
    Bytes payload,
    Command command) {}
