package io.quittance.verifier.batch;

import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;

/**
 * What a search found out about an error, the sum of weighted relations that do not all hold: so
 * many times the error is this point.
 *
 * @param factor not zero, and small
 * @param point which nobody should believe before it is checked ({@link FailureCheck})
 */
record ErrorClaim(long factor, RistrettoPoint point) {
  ErrorClaim {
    if (factor == 0) {
      throw new IllegalArgumentException("zero times an error says nothing about it");
    }
  }

  /** Claims the error itself. */
  static ErrorClaim of(RistrettoPoint error) {
    return new ErrorClaim(1, error);
  }

  Scalar scalar() {
    Scalar absolute = Scalar.of(Math.abs(factor));
    return factor < 0 ? absolute.negate() : absolute;
  }
}
