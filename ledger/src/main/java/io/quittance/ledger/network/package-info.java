/** What verdicts depend on beside the logs. */
package io.quittance.ledger.network;
