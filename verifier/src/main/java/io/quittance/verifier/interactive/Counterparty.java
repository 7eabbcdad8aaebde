package io.quittance.verifier.interactive;

/** The verifier as the prover sees her, at the other end of some channel. */
@FunctionalInterface
public interface Counterparty {
  /**
   * Takes the messages since the last challenge and returns the coin of the next.
   *
   * @param announcement at most {@link LiveVerifier#MAX_ANNOUNCEMENT_BYTES}
   * @return {@link Coins#BYTES} bytes
   */
  byte[] coin(byte[] announcement);
}
