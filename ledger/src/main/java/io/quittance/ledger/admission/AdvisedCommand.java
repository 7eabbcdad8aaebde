package io.quittance.ledger.admission;

import io.quittance.ledger.submission.Reading;
import io.quittance.verifier.batch.DecodingAdvice;

/**
 * A command with what somebody says about its proofs' points. The advice is no part of the command:
 * it saves time and changes no verdict.
 */
public record AdvisedCommand(Reading.Read read, DecodingAdvice advice) {
  /** Returns the command without advice. */
  public static AdvisedCommand unadvised(Reading.Read read) {
    return new AdvisedCommand(read, DecodingAdvice.NONE);
  }
}
