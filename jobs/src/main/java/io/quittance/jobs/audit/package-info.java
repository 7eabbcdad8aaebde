/**
 * The audit: every signature and proof verified again, the ledger run again, and the outcome
 * compared with what the operator published.
 */
package io.quittance.jobs.audit;
