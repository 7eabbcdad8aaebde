package io.quittance.simulation.model;

/** What is said of a record of the journal. */
enum Code {
  ACCEPTED,
  REPEATED,
  ALREADY_DECIDED,
  CREDITED,
  DUPLICATE,
  GAP,
  PARKED,
  REFUNDED,
  NOTHING_DUE,
  STATEMENT,
  STATEMENT_IGNORED,
  NO_STATEMENT,
  MALFORMED,
  WRONG_PARTITION,
  ENTRY_KEY,
  ENTRY_REFUSED,
  BAD_SIGNATURE,
  EXPIRED,
  UNKNOWN_ASSET,
  WRONG_OFFICER,
  TOO_LARGE,
  DUPLICATE_ISSUE,
  DUPLICATE_ORDER,
  NOT_OPEN,
  ALREADY_OPEN,
  STALE_SEQUENCE,
  FUTURE_SEQUENCE,
  FROZEN,
  STALE_CREDITS,
  FUTURE_CREDITS,
  BALANCE_MISMATCH,
  DECIDED;

  /** Tells whether the same bytes can never be accepted after this; rule 10. */
  boolean isFinal(Design design) {
    return switch (this) {
      case STALE_SEQUENCE,
          STALE_CREDITS,
          BALANCE_MISMATCH,
          BAD_SIGNATURE,
          EXPIRED,
          DUPLICATE_ISSUE,
          DUPLICATE_ORDER ->
          true;
      case WRONG_OFFICER, TOO_LARGE, UNKNOWN_ASSET ->
          design.has(Departure.STATEMENT_CODES_ARE_FINAL);
      default -> false;
    };
  }

  /** Tells whether it says that a command was not taken. */
  boolean isRejection() {
    return this != ACCEPTED && this != REPEATED && this != ALREADY_DECIDED;
  }

  /** Tells whether the record changed what the final lane tells. */
  boolean isSettled() {
    return this == ACCEPTED || this == REFUNDED;
  }
}
