package io.quittance.verifier.transcript;

import io.quittance.verifier.ristretto.Scalar;
import java.nio.charset.StandardCharsets;

/**
 * A Merlin transcript that takes any label, for tests that leave messages out or move them.
 *
 * <p>It stands on the sponge itself and shares nothing with {@link Transcript}, with whose
 * challenges its own are compared.
 */
public final class OpenTranscript {
  private static final int CHALLENGE_BYTES = 64;

  private final Strobe128 strobe = new Strobe128("Merlin v1.0".getBytes(StandardCharsets.US_ASCII));

  /** Appends a message under a label. */
  public void append(String label, byte[] message) {
    strobe.metaAssociatedData(label.getBytes(StandardCharsets.US_ASCII), false);
    strobe.metaLength(message.length);
    strobe.associatedData(message, 0, message.length);
  }

  /** Draws 64 bytes and reduces them. */
  public Scalar challenge(String label) {
    byte[] output = new byte[CHALLENGE_BYTES];
    strobe.metaAssociatedData(label.getBytes(StandardCharsets.US_ASCII), false);
    strobe.metaLength(output.length);
    strobe.pseudoRandom(output);
    return Scalar.fromWideBytes(output);
  }
}
