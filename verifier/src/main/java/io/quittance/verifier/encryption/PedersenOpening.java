package io.quittance.verifier.encryption;

import io.quittance.verifier.ristretto.Scalar;
import java.security.SecureRandom;

/** The secret randomness of a commitment; whoever has it and the amount can open the commitment. */
public final class PedersenOpening {
  /** The opening 0, for amounts that are public anyway: it hides nothing. */
  public static final PedersenOpening ZERO = new PedersenOpening(Scalar.ZERO);

  private final Scalar scalar;

  private PedersenOpening(Scalar scalar) {
    this.scalar = scalar;
  }

  /** Draws a fresh opening, never zero. */
  public static PedersenOpening random(SecureRandom random) {
    return new PedersenOpening(Scalar.random(random));
  }

  public static PedersenOpening of(Scalar scalar) {
    if (scalar == null) {
      throw new IllegalArgumentException("a Pedersen opening needs a scalar");
    }
    return new PedersenOpening(scalar);
  }

  /** Opens the sum of two commitments. */
  public PedersenOpening add(PedersenOpening other) {
    return new PedersenOpening(scalar.add(other.scalar));
  }

  /** Opens a multiple of the commitment. */
  public PedersenOpening multiply(Scalar factor) {
    return new PedersenOpening(scalar.multiply(factor));
  }

  public Scalar scalar() {
    return scalar;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PedersenOpening that && scalar.equals(that.scalar);
  }

  @Override
  public int hashCode() {
    return scalar.hashCode();
  }

  @Override
  public String toString() {
    return "PedersenOpening[redacted]";
  }
}
