package io.quittance.verifier.interactive;

/** The prover stops without an answer, because the counterparty does not keep to the protocol. */
public final class BrokenOffException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenOffException(String message) {
    super(message);
  }
}
