package io.quittance.jobs.settlement;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;

/** Turns the ledger's verdicts into records of the receipts and rejections topics. */
final class VerdictRecords {
  private final ReceiptSigner signer;

  VerdictRecords(ReceiptSigner signer) {
    this.signer = signer;
  }

  /** Returns the records that tell of a rejection. */
  Admitter.Refusal refusal(Rejection rejection) {
    byte[] key = rejection.about().map(about -> about.account().toBytes()).orElse(null);
    return new Admitter.Refusal(
        rejection.reason().code().name(),
        rejection.about().map(Rejection.About::type).orElse("unreadable"),
        new TopicRecord(key, SingleObject.encode(rejection.toRecord())),
        rejection.receipt().map(this::receipt));
  }

  /** Returns the record of a signed receipt. */
  TopicRecord receipt(Receipt receipt) {
    return new TopicRecord(receipt.getAccount().bytes().clone(), signer.sign(receipt));
  }

  /** Returns the record of a signed entry, for its payee's partition of the journal. */
  TopicRecord entry(Entry entry) {
    return new TopicRecord(entry.payee().toBytes(), signer.sign(entry));
  }
}
