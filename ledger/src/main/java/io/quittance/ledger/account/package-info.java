/** The state of one account, and the arithmetic on its encrypted balance. */
package io.quittance.ledger.account;
