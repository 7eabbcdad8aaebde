/** What a network says of itself: its whole definition, version by version. */
package io.quittance.ledger.statement;
