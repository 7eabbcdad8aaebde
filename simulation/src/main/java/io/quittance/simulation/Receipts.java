package io.quittance.simulation;

import io.quittance.jobs.record.LogRecord;
import io.quittance.ledger.receipt.SignedReceipts;
import io.quittance.schemas.receipt.Receipt;

/** Reads the receipts topic, as a wallet does. */
final class Receipts {
  private Receipts() {}

  /** Returns what a record of the topic says. */
  static Receipt read(LogRecord record) {
    var check =
        SignedReceipts.verify(
            Authorities.NETWORK, Authorities.RECEIPTS.timetables(), record.value());
    if (check instanceof SignedReceipts.Check.Genuine genuine) {
      return genuine.receipt();
    }
    throw new BrokenInvariant("a receipt proves nothing: " + check);
  }
}
