package io.quittance.wallet.account;

import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.schemas.AccountStatus;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.util.Objects;

/**
 * An account's spendable side as its owner knows it at one point of his chain of commands.
 *
 * @param status whether the account can debit
 * @param sequence sequence number of the owner's next command
 * @param creditsApplied credits, counted since the account began, that the balance contains
 * @param available the balance's ciphertext, as the ledger keeps it
 * @param amount what it decrypts to, in the asset's smallest unit, unsigned
 */
public record AccountView(
    AccountStatus status, long sequence, long creditsApplied, Available available, long amount) {
  /** An account that nobody has opened. */
  public static final AccountView UNOPENED =
      new AccountView(AccountStatus.UNOPENED, 0, 0, Available.NOTHING, 0);

  public AccountView {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(available, "available");
  }

  /** The view behind an own command that leaves this status. */
  AccountView next(AccountStatus after) {
    return new AccountView(after, sequence + 1, creditsApplied, available, amount);
  }

  /** The view with another balance. */
  AccountView withBalance(long applied, Available balance, long plain) {
    return new AccountView(status, sequence, applied, balance, plain);
  }

  /** The view after a debit, which adds no zeros. */
  AccountView afterDebit(ElGamalCiphertext ciphertext, long plain) {
    Available balance = new Available(SealedAmount.of(ciphertext), available.zerosAdded());
    return withBalance(creditsApplied, balance, plain);
  }

  AccountView withStatus(AccountStatus other) {
    return new AccountView(other, sequence, creditsApplied, available, amount);
  }

  /** Does not tell the amount. */
  @Override
  public String toString() {
    return "AccountView[" + status + ", sequence " + sequence + ", amount redacted]";
  }
}
