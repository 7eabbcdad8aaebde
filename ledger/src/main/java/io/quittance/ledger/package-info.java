/**
 * The money rules: pure functions over immutable values. Knows nothing of where commands come from:
 * no Flink, no Kafka, no clock, no randomness but what is handed in.
 */
package io.quittance.ledger;
