package io.quittance.ledger.admission;

import io.quittance.ledger.command.Command;
import io.quittance.ledger.command.SignedCommand;
import io.quittance.ledger.submission.CommandReader;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.state.SubmissionRecord;

/**
 * A command that passed every check that needs no state: signature, keys and proofs are right. The
 * ledger takes nothing else.
 */
public final class Admitted implements Verdict {
  private final Reading.Read read;

  Admitted(Reading.Read read) {
    this.read = read;
  }

  /**
   * Returns the command of a record that has passed admission before: on its way from one operator
   * to the next, or out of the line of those that wait. It is read, not verified again.
   *
   * @throws IllegalStateException if it cannot be read, and so was altered since
   */
  public static Admitted again(SubmissionRecord record) {
    return new Admitted(CommandReader.reread(record));
  }

  /** Returns the record it came in. */
  public Submission submission() {
    return read.submission();
  }

  /** Returns the command with its signature. */
  public SignedCommand signed() {
    return read.command();
  }

  /** Returns the command. */
  public Command command() {
    return read.command().command();
  }

  /** Returns the record that carries it on. */
  public SubmissionRecord toRecord() {
    return read.toRecord();
  }
}
