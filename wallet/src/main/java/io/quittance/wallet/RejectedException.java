package io.quittance.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.RejectionCode;
import java.util.Optional;

/** The operator rejected a command. */
public final class RejectedException extends QuittanceException {
  private static final long serialVersionUID = 1L;

  private static final String MAY_COME_AGAIN =
      " Until it ends, a day after it was signed if nothing else was set, whoever has seen this command"
          + " can send it again.";

  private final String code;

  private RejectedException(String code, String message, String advice) {
    super(Cause.FAILURE, message, advice, null);
    this.code = code;
  }

  /** A rejection with a code as it stands in a receipt; it may be newer than this wallet. */
  public static RejectedException of(String code) {
    return known(code)
        .map(
            known ->
                new RejectedException(
                    code, "Rejected, " + code + ": " + known.explanation(), advice(known)))
        .orElseGet(
            () ->
                new RejectedException(
                    code,
                    "Rejected, " + code + ": a reason this wallet does not know.",
                    "Use a current wallet."));
  }

  private static String advice(RejectionCode code) {
    return code.retryable() ? code.advice() + MAY_COME_AGAIN : code.advice();
  }

  /** The code, or nothing if this wallet does not know it. */
  public Optional<RejectionCode> code() {
    return known(code);
  }

  private static Optional<RejectionCode> known(String code) {
    for (RejectionCode known : RejectionCode.values()) {
      if (known.name().equals(code)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }
}
