package io.quittance.ledger.submission;

import io.quittance.ledger.command.SignedCommand;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.entry.SignedEntry;

/** What came of reading a submission. */
public sealed interface Reading {
  /**
   * It is a command, keyed and placed as it must be; nothing is verified yet.
   *
   * @param submission the record
   * @param command what it says
   */
  record Read(Submission submission, SignedCommand command) implements Reading {}

  /**
   * It is an entry, keyed and placed as it must be; its signature is not verified yet.
   *
   * @param submission the record
   * @param signed what it says, and who is said to have signed it
   */
  record ReadEntry(Submission submission, SignedEntry signed) implements Reading {
    /** Returns what it says. */
    public Entry entry() {
      return signed.entry();
    }
  }

  /**
   * It is neither.
   *
   * @param rejection why
   */
  record Unreadable(Rejection rejection) implements Reading {}
}
