/**
 * The settlement job: Flink operators around the ledger's rules, and nothing of the rules.
 *
 * <p>{@link io.quittance.jobs.settlement.SettlementJob} is the picture of the data flow.
 */
package io.quittance.jobs.settlement;
