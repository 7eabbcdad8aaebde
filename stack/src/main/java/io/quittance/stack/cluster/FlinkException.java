package io.quittance.stack.cluster;

/** What Flink answered when it could not do what it was asked. */
public final class FlinkException extends Exception {
  private static final long serialVersionUID = 1L;

  FlinkException(String answer, Throwable cause) {
    super("Flink did not do it: " + answer, cause);
  }
}
