package io.quittance.simulation.model;

/** The code that an instance runs: the one that all run, or one that differs a little. */
enum Build {
  /** The code that wrote the log. */
  SAME,
  /** Takes an amount of one more than the limit. */
  LIMIT_OFF_BY_ONE,
  /** Lets frozen accounts pay. */
  IGNORES_FREEZES,
  /** Its entries name no predecessor; all codes are right. */
  NAMES_NO_PREDECESSOR,
  /** What a due gives back goes to the other side; a due has no receipt. */
  REFUNDS_TO_BENEFICIARY,
  /** An account has one unit more after each credit; the verdict on that credit is right. */
  COUNTS_ONE_MORE
}
