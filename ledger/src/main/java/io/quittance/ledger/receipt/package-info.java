/** The operator's word: receipts, and the signature under them. */
package io.quittance.ledger.receipt;
