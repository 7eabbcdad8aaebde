/** The way to a network's broker: sends commands, awaits receipts and finality, reads balances. */
package io.quittance.wallet.client;
