/** An account as its owner sees it, and the commands he, issuers and compliance officers build. */
package io.quittance.wallet.account;
