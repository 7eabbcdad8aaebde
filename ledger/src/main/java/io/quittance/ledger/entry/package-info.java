/**
 * Entries: facts for one account that follow from verdicts on another, as they stand in the
 * journal.
 */
package io.quittance.ledger.entry;
