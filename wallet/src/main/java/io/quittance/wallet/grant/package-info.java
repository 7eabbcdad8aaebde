/**
 * View grants: an owner lets a third party read one account's payments of one period, and no other.
 *
 * <p>The third party gets no key. For every payment of the period the owner tells the amount and
 * proves it: the payment's ciphertext in the settlements log, less that amount, encrypts zero under
 * the account's key (the zero-ciphertext proof of {@link io.quittance.verifier.sigma.ZeroCiphertext
 * the verifier}). The reader takes the events from the log himself, so an amount that is not the
 * one that was settled is refused, and a payment that was left out is named. Nothing follows from a
 * grant about payments outside the period, or about the balance.
 *
 * <p>A grant is a signed statement for good: like a statement of account on paper it cannot be
 * taken back, and whoever it is passed on to can read it too. It covers what has happened, not what
 * is to come; for the next period the owner makes the next grant.
 */
package io.quittance.wallet.grant;
