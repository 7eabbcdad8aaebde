package io.quittance.network;

import java.util.Objects;

/** Something a wallet could not do, said in one clear sentence, with advice on what to do next. */
public class QuittanceException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Whose move it is: what the process's exit status says. */
  public enum Cause {
    /** The request made no sense as written: exit status 2. */
    USAGE(2),
    /** The request was understood and could not be carried out: exit status 1. */
    FAILURE(1);

    private final int exitStatus;

    Cause(int exitStatus) {
      this.exitStatus = exitStatus;
    }

    public int exitStatus() {
      return exitStatus;
    }
  }

  private final Cause kind;
  private final String advice;

  protected QuittanceException(Cause kind, String message, String advice, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
    this.advice = Objects.requireNonNull(advice, "advice");
  }

  /**
   * A request that could not be carried out.
   *
   * @param message what happened, one sentence
   * @param advice what to do next, one sentence
   */
  public static QuittanceException failure(String message, String advice) {
    return new QuittanceException(Cause.FAILURE, message, advice, null);
  }

  /** A request that could not be carried out because of {@code cause}. */
  public static QuittanceException failure(String message, String advice, Throwable cause) {
    return new QuittanceException(Cause.FAILURE, message, advice, cause);
  }

  /** A request that makes no sense as written. */
  public static QuittanceException usage(String message, String advice) {
    return new QuittanceException(Cause.USAGE, message, advice, null);
  }

  /** What to do next: one sentence. */
  public String advice() {
    return advice;
  }

  /** 2 where the request made no sense as written, else 1. */
  public int exitStatus() {
    return kind.exitStatus();
  }
}
