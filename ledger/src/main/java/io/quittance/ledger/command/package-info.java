/** What can be asked of the ledger: one immutable value per kind of command. */
package io.quittance.ledger.command;
