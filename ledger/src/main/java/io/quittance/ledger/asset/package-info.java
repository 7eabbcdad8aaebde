/** What is settled: assets, their rules and the keys of those who answer for them. */
package io.quittance.ledger.asset;
