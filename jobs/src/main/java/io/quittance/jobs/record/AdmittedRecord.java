package io.quittance.jobs.record;

import io.quittance.ledger.submission.Reading;
import io.quittance.schemas.AccountId;
import java.util.Objects;

/**
 * A record whose signature and proofs are right, and what it says.
 *
 * @param addressed the record, without its advice
 * @param reading what it says: a command or an entry
 * @param lastOfBatch whether no other record comes of those that were verified together
 */
public record AdmittedRecord(AddressedRecord addressed, Reading reading, boolean lastOfBatch) {
  public AdmittedRecord {
    Objects.requireNonNull(addressed, "addressed");
    Objects.requireNonNull(reading, "reading");
  }

  /** Returns whose order it belongs to. */
  public AccountId account() {
    return addressed.account();
  }
}
