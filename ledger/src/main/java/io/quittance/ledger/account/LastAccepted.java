package io.quittance.ledger.account;

import io.quittance.ledger.submission.Position;
import io.quittance.schemas.CommandId;

/**
 * The last accepted command of one role, to answer a repeat with the same receipt.
 *
 * @param commandId its id
 * @param number its number
 * @param position where it stands in the journal
 */
public record LastAccepted(CommandId commandId, long number, Position position) {}
