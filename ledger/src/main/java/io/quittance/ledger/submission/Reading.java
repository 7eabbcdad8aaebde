package io.quittance.ledger.submission;

import io.quittance.ledger.command.SignedCommand;
import io.quittance.schemas.state.SubmissionRecord;
import java.nio.ByteBuffer;

/** What came of reading a submission. */
public sealed interface Reading {
  /**
   * It is a command, keyed and placed as it must be; nothing is verified yet.
   *
   * @param submission the record
   * @param command what it says
   */
  record Read(Submission submission, SignedCommand command) implements Reading {
    /** Returns the record that carries the submission through the job. */
    public SubmissionRecord toRecord() {
      return new SubmissionRecord(
          submission.position().toRecord(),
          command.command().account().fixed(),
          ByteBuffer.wrap(submission.value().orElseThrow().toBytes()),
          0);
    }
  }

  /**
   * It is none.
   *
   * @param rejection why
   */
  record Unreadable(Rejection rejection) implements Reading {}
}
