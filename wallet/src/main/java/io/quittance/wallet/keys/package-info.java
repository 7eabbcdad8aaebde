/** Secret keys of wallets and authorities, and the files they are kept in. */
package io.quittance.wallet.keys;
