/** The stateful half of a verdict: what a command or credit does to an account, in which order. */
package io.quittance.ledger.settlement;
