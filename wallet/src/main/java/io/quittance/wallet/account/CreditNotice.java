package io.quittance.wallet.account;

import io.quittance.ledger.entry.Entry;

/**
 * What the operator told a payee of one credit, in a receipt that he signed.
 *
 * @param number how many credits the account has received with this one
 * @param entry the payment or issue that was counted
 * @param revoked whether the key under it has been revoked since: others may have it, so that it
 *     counts only where a final event says the same
 */
public record CreditNotice(long number, Entry entry, boolean revoked) {}
