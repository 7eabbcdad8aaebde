package io.quittance.schemas;

/** Thrown when bytes are not the record they should be; the message is one clear sentence. */
public final class MalformedRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes the exception with a sentence that says what was wrong. */
  public MalformedRecordException(String message) {
    super(message);
  }
}
