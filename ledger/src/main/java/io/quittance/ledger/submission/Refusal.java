package io.quittance.ledger.submission;

import io.quittance.schemas.RejectionCode;

/** Thrown within the ledger when a check fails; it never leaves the ledger, its reason does. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectionCode code;

  /** Makes the refusal with its code and a sentence that says exactly what was wrong. */
  public Refusal(RejectionCode code, String explanation) {
    // No stack trace: a refusal is an ordinary verdict, and hostile input must stay cheap.
    super(explanation, null, false, false);
    this.code = code;
  }

  /** Returns the code and the sentence. */
  public Reason reason() {
    return new Reason(code, getMessage());
  }
}
