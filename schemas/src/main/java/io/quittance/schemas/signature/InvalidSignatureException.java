package io.quittance.schemas.signature;

/** Thrown when a public key or a signature is refused; the message is one clear sentence. */
public final class InvalidSignatureException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with a sentence that says what was wrong. */
  public InvalidSignatureException(String message) {
    super(message);
  }
}
