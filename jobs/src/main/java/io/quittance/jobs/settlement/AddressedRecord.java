package io.quittance.jobs.settlement;

import io.quittance.schemas.AccountId;
import java.util.Objects;

/**
 * A readable record and the account whose order it belongs to: of a command the account it is
 * about, of a credit the payee.
 */
record AddressedRecord(AccountId account, LogRecord record) {
  AddressedRecord {
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(record, "record");
  }
}
