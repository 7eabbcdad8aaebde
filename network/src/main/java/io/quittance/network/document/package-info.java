/** The JSON files that people and programs hand to a wallet, read strictly. */
package io.quittance.network.document;
