package io.quittance.ledger.account;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An encrypted amount as it lies in state, 64 bytes; decoded when first calculated with, because
 * decoding two points costs more than most commands need to spend.
 */
public final class SealedAmount {
  /** Nothing: the identity in both halves. */
  public static final SealedAmount NOTHING = of(new byte[ElGamalCiphertext.BYTES]);

  private final byte[] bytes;

  /** The decoded form, when first needed; a race only computes an equal value twice. */
  private ElGamalCiphertext ciphertext;

  private SealedAmount(byte[] bytes, ElGamalCiphertext ciphertext) {
    this.bytes = bytes;
    this.ciphertext = ciphertext;
  }

  /**
   * Returns the amount with this encoding.
   *
   * @throws IllegalArgumentException if it is not 64 bytes long
   */
  public static SealedAmount of(byte[] bytes) {
    if (bytes.length != ElGamalCiphertext.BYTES) {
      throw new IllegalArgumentException(
          "ciphertext must be " + ElGamalCiphertext.BYTES + " bytes, not " + bytes.length);
    }
    return new SealedAmount(bytes.clone(), null);
  }

  /** Returns the amount in this ciphertext. */
  public static SealedAmount of(ElGamalCiphertext ciphertext) {
    return new SealedAmount(ciphertext.toBytes(), ciphertext);
  }

  /**
   * Returns the ciphertext.
   *
   * @throws IllegalStateException if the bytes encode none, which cannot be in state that the
   *     ledger wrote
   */
  public ElGamalCiphertext ciphertext() {
    ElGamalCiphertext decoded = ciphertext;
    if (decoded == null) {
      try {
        decoded = ElGamalCiphertext.parse(bytes);
      } catch (InvalidProofException broken) {
        throw new IllegalStateException("a ciphertext in state is broken: " + this, broken);
      }
      ciphertext = decoded;
    }
    return decoded;
  }

  /** Returns a copy of the 64 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedAmount that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Returns the bytes in hexadecimal digits; they reveal nothing. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
