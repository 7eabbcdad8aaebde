package io.quittance.verifier.signature;

import io.quittance.verifier.ristretto.EightfoldPoints;
import io.quittance.verifier.ristretto.Scalar;
import java.util.Arrays;

/** A message, an Ed25519 key and what may be that key's signature of it. */
public final class SignedMessage {
  /** Size of a signature in bytes: R (32) ‖ S (32). */
  public static final int SIGNATURE_BYTES = EightfoldPoints.BYTES + Scalar.BYTES;

  private final byte[] key;
  private final byte[] message;
  private final byte[] signature;

  private SignedMessage(byte[] key, byte[] message, byte[] signature) {
    this.key = key.clone();
    this.message = message.clone();
    this.signature = signature.clone();
  }

  /**
   * Returns these three together.
   *
   * @param key 32 bytes
   * @param signature 64 bytes
   * @throws IllegalArgumentException if a length is wrong
   */
  public static SignedMessage of(byte[] key, byte[] message, byte[] signature) {
    if (key.length != EightfoldPoints.BYTES) {
      throw new IllegalArgumentException(
          "Ed25519 public key must be " + EightfoldPoints.BYTES + " bytes, not " + key.length);
    }
    if (signature.length != SIGNATURE_BYTES) {
      throw new IllegalArgumentException(
          "Ed25519 signature must be " + SIGNATURE_BYTES + " bytes, not " + signature.length);
    }
    return new SignedMessage(key, message, signature);
  }

  byte[] key() {
    return key;
  }

  byte[] message() {
    return message;
  }

  byte[] signature() {
    return signature;
  }

  /** The first half of the signature: the encoding of R. */
  byte[] nonce() {
    return Arrays.copyOf(signature, EightfoldPoints.BYTES);
  }
}
