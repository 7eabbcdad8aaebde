package io.quittance.wallet.account;

import io.quittance.ledger.entry.Entry;

/**
 * What the operator told a payee of one credit, in a receipt that he signed.
 *
 * @param number how many credits the account has received with this one
 * @param entry the payment or issue that was counted
 * @param doubtful whether somebody else may have signed it, because the key under it is revoked, or
 *     had been retired when the receipt was written: it counts only where a final event says the
 *     same
 */
public record CreditNotice(long number, Entry entry, boolean doubtful) {}
