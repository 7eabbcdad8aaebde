package io.quittance.ledger.admission;

import io.quittance.ledger.submission.Rejection;

/** What admission found about one command. */
public sealed interface Verdict permits Admitted, Verdict.Refused {
  /**
   * The command is not admitted.
   *
   * @param rejection why
   */
  record Refused(Rejection rejection) implements Verdict {}
}
