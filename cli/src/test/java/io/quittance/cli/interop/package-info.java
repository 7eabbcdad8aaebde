/** Wallets in other languages, against the real job on a real broker. */
package io.quittance.cli.interop;
