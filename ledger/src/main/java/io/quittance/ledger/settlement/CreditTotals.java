package io.quittance.ledger.settlement;

import io.quittance.ledger.account.SealedAmount;

/**
 * The sums of an account's first credits. With them, applying any number of credits costs one
 * subtraction.
 */
@FunctionalInterface
public interface CreditTotals {
  /**
   * Returns the sum of the first {@code count} credits.
   *
   * @param count more than were applied and no more than were received; never asked for others
   */
  SealedAmount total(long count);
}
