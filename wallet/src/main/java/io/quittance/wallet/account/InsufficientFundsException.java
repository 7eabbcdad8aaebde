package io.quittance.wallet.account;

import io.quittance.network.QuittanceException;

/** A debit of more than the account has. */
public final class InsufficientFundsException extends QuittanceException {
  private static final long serialVersionUID = 1L;

  private final long available;
  private final long wanted;

  InsufficientFundsException(long available, long wanted, String availableText, String wantedText) {
    super(
        Cause.FAILURE,
        "There is not enough money: " + wantedText + " wanted, " + availableText + " available.",
        "Pay less, or wait for money to come in.",
        null);
    this.available = available;
    this.wanted = wanted;
  }

  /** What there was, in the asset's smallest unit, unsigned. */
  public long available() {
    return available;
  }

  /** What was to be debited, in the asset's smallest unit, unsigned. */
  public long wanted() {
    return wanted;
  }
}
