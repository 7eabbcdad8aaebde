/**
 * The audit: every signature and proof verified again, the ledger run again, and the outcome
 * compared with what the operator published.
 *
 * <p>What it does not name as a fault, because it is none or does no harm:
 *
 * <ul>
 *   <li>Events of several payers in another order. Their order in the log is what numbers a payee's
 *       credits; before anything counts on them, any order is as good. An operator who changes it
 *       afterwards changes what the payee's commands were judged by, and is caught where a receipt,
 *       an event or a balance says otherwise. Events of one payer are counted in their own order,
 *       however they stand.
 *   <li>A copy, byte for byte, of the last event of a partition's commands. Whoever goes back to a
 *       savepoint just before it publishes the same. It counts once, for the ledger, for wallets
 *       and for windows; the report tells how many copies there are. A copy of an earlier event is
 *       named, where that of a later command stands only once.
 * </ul>
 */
package io.quittance.audit;
