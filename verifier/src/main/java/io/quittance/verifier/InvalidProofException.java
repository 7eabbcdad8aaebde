package io.quittance.verifier;

/**
 * The refusal of untrusted bytes: they are no encoding of what they claim to be, or the statement
 * they claim to prove does not hold. The message says in one sentence which rule was broken, and
 * never contains a secret.
 *
 * <p>A mistake of the calling program, such as an array that the program itself sized wrongly, is
 * an {@link IllegalArgumentException} instead.
 */
public final class InvalidProofException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An exception whose message names the broken rule. */
  public InvalidProofException(String message) {
    super(message);
  }
}
