package io.quittance.ledger.receipt;

import io.quittance.ledger.account.LastAccepted;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;

/** Makes the receipts of accepted commands; those of refused ones come from their rejections. */
public final class Receipts {
  private Receipts() {}

  /**
   * Returns the receipt of an accepted command: a function of what is remembered of it, so that a
   * repeat of the command gets the same receipt again, byte for byte.
   */
  public static Receipt accepted(AccountId account, LastAccepted accepted) {
    return new Receipt(
        accepted.commandId().fixed(),
        account.fixed(),
        ReceiptStatus.ACCEPTED,
        null,
        accepted.number(),
        accepted.position().toRecord());
  }
}
