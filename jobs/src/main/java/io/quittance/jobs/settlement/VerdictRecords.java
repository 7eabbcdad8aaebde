package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.receipt.ReceiptSigner;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Limits;
import io.quittance.schemas.LogPosition;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.Receipt;
import java.nio.ByteBuffer;

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

  /** Returns the rejection of a record in the settlements topic that no ledger wrote. */
  static TopicRecord stray(LogRecord record, String explanation) {
    RejectionCode code = RejectionCode.MALFORMED;
    return new TopicRecord(
        null,
        SingleObject.encode(
            new io.quittance.schemas.receipt.Rejection(
                Topics.SETTLEMENTS.name(),
                new LogPosition(record.partition(), record.offset(), record.timestampMillis()),
                CommandId.ofRecordValue(record.value()).fixed(),
                null,
                code.name(),
                "The record is no settled event of this ledger: " + explanation + ".",
                code.retryable(),
                head(record.key(), Limits.MAX_REJECTED_KEY_BYTES),
                head(record.value(), Limits.MAX_REJECTED_VALUE_BYTES),
                record.value() == null ? -1 : record.value().length)));
  }

  private static ByteBuffer head(byte[] bytes, int limit) {
    return bytes == null ? null : ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, limit)).slice();
  }
}
