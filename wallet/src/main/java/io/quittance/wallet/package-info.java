/**
 * The payer's and the payee's side: keys, commands and their proofs, balances, and the command
 * line.
 */
package io.quittance.wallet;
