package io.quittance.ledger.settlement;

import io.quittance.ledger.account.SealedAmount;
import io.quittance.schemas.AccountId;

/** What a verdict may need to know of an account's past beside the account itself. */
public interface AccountHistory {
  /**
   * Returns the sum of the account's first {@code count} credits. With it, applying any number of
   * credits costs one subtraction.
   *
   * @param count more than were applied and no more than were received; never asked for others
   * @throws IllegalStateException if it was never put, or removed
   */
  SealedAmount total(long count);

  /** Returns the number of the account's last transfer to a payee, 0 before the first. */
  long lastPaid(AccountId payee);
}
