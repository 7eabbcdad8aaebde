/** Sums of encrypted amounts per window of time. */
package io.quittance.ledger.window;
