package io.quittance.ledger.receipt;

import io.quittance.ledger.account.LastAccepted;
import io.quittance.ledger.entry.Entry;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import java.nio.ByteBuffer;

/**
 * Makes the receipts of accepted commands and of credits; those of refused commands come from their
 * rejections.
 */
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
        accepted.position().judgedBy(accepted.statement()),
        null);
  }

  /**
   * Returns the receipt that tells a payee of a credit.
   *
   * @param number how many credits the account has received with this one
   * @param position where the entry stands that was counted, or the issue, and by what it was
   *     judged
   */
  public static Receipt credited(Entry entry, long number, JournalPosition position) {
    return new Receipt(
        entry.commandId().fixed(),
        entry.payee().fixed(),
        ReceiptStatus.CREDITED,
        null,
        number,
        position,
        ByteBuffer.wrap(entry.payload().toBytes()));
  }
}
