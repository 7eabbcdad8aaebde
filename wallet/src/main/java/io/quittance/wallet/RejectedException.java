package io.quittance.wallet;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.RejectionCode;
import java.util.Optional;

/** The operator rejected a command. */
public final class RejectedException extends QuittanceException {
  private static final long serialVersionUID = 1L;

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
                    code, "Rejected, " + code + ": " + known.explanation(), known.advice()))
        .orElseGet(
            () ->
                new RejectedException(
                    code,
                    "Rejected, " + code + ": a reason this wallet does not know.",
                    "Use a current wallet."));
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
