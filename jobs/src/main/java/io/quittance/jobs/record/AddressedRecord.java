package io.quittance.jobs.record;

import io.quittance.ledger.submission.Position;
import io.quittance.ledger.submission.Stamp;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.AccountId;
import io.quittance.verifier.batch.DecodingAdvice;
import java.util.Objects;

/**
 * A readable record of the journal and the account whose order it belongs to: of a command the
 * account it is about, of an entry the payee.
 *
 * @param account whose order it belongs to
 * @param record the record
 * @param stamp by what it is judged
 */
public record AddressedRecord(AccountId account, LogRecord record, Stamp stamp) {
  public AddressedRecord {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(record, "record");
    Objects.requireNonNull(stamp, "stamp");
  }

  /** Returns the record as it is without its advice. */
  public AddressedRecord withoutAdvice() {
    return new AddressedRecord(account, record.withoutAdvice(), stamp);
  }

  /** Returns what helps to decode the points of the command's proofs, as somebody says. */
  public DecodingAdvice advice() {
    return record.advice() == null ? DecodingAdvice.NONE : DecodingAdvice.of(record.advice());
  }

  /** Returns the record in the ledger's words. */
  public Submission submission() {
    return Submission.of(
        new Position(record.partition(), record.offset(), record.timestampMillis()),
        record.key(),
        record.value(),
        stamp);
  }
}
