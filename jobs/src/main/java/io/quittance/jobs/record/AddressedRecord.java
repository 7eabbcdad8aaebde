package io.quittance.jobs.record;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.LogPosition;
import io.quittance.schemas.state.SubmissionRecord;
import io.quittance.verifier.batch.DecodingAdvice;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A readable record and the account whose order it belongs to: of a command the account it is
 * about, of a credit the payee.
 *
 * @param account whose order it belongs to
 * @param record the record
 */
public record AddressedRecord(AccountId account, LogRecord record) {
  public AddressedRecord {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(record, "record");
  }

  /** Returns the record as it is without its advice. */
  public AddressedRecord withoutAdvice() {
    return new AddressedRecord(account, record.withoutAdvice());
  }

  /** Returns what helps to decode the points of the command's proofs, as somebody says. */
  public DecodingAdvice advice() {
    return record.advice() == null ? DecodingAdvice.NONE : DecodingAdvice.of(record.advice());
  }

  /** Returns the command in the ledger's words. */
  public SubmissionRecord submission() {
    return new SubmissionRecord(
        new LogPosition(record.partition(), record.offset(), record.timestampMillis()),
        account.fixed(),
        ByteBuffer.wrap(record.value()),
        0);
  }
}
