package io.quittance.ledger.receipt;

import io.quittance.ledger.entry.Entry;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;

/** Reads what a payee's receipts tell. */
public final class CreditReceipts {
  private CreditReceipts() {}

  /**
   * Returns the entry that a payee's receipt tells of.
   *
   * @throws MalformedRecordException if the receipt tells of none, or of somebody else's
   */
  public static Entry entry(Receipt receipt) throws MalformedRecordException {
    if (receipt.getStatus() != ReceiptStatus.CREDITED || receipt.getEntry() == null) {
      throw new MalformedRecordException("the receipt tells of no credit");
    }
    byte[] payload = new byte[receipt.getEntry().remaining()];
    receipt.getEntry().duplicate().get(payload);
    Entry entry = Entry.parse(payload);
    if (!entry.record().getPayee().equals(receipt.getAccount())
        || !entry.record().getCommandId().equals(receipt.getCommandId())) {
      throw new MalformedRecordException("the receipt tells of another account's credit");
    }
    return entry;
  }
}
