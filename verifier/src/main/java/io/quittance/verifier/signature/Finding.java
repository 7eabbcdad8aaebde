package io.quittance.verifier.signature;

/** What a batch finds out about a signature. */
public enum Finding {
  /** It is good. */
  GOOD,

  /** It is bad, as scalar code confirmed. */
  BAD,

  /** The batch does not say; it has to be verified alone. */
  OPEN
}
