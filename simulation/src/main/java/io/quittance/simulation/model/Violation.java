package io.quittance.simulation.model;

/** A promise that a run has broken. */
final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Check check;

  /** Makes a violation without a stack trace: it is made millions of times and never read. */
  Violation(Check check, String sentence) {
    super(sentence, null, false, false);
    this.check = check;
  }

  Check check() {
    return check;
  }
}
