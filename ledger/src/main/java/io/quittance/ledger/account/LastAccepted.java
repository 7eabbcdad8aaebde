package io.quittance.ledger.account;

import io.quittance.ledger.submission.Position;
import io.quittance.schemas.CommandId;

/**
 * The last accepted command of one role, to answer a repeat with the same receipt.
 *
 * @param commandId its id
 * @param number its number
 * @param position where it stands in the journal
 * @param statement version of the network's statement that it was judged by
 */
public record LastAccepted(CommandId commandId, long number, Position position, int statement) {}
