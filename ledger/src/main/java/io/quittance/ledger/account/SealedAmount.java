package io.quittance.ledger.account;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

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

  /** Returns the amounts in many ciphertexts, encoded together. */
  static List<SealedAmount> ofAll(List<ElGamalCiphertext> ciphertexts) {
    ElGamalCiphertext.encodeAll(ciphertexts);
    return ciphertexts.stream().map(SealedAmount::of).toList();
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

  /**
   * Decodes amounts that will all be calculated with, together: faster than one after the other
   * where there is a vector unit. Those whose bytes encode none stay as they are.
   */
  static void decode(SealedAmount... amounts) {
    List<SealedAmount> undecoded =
        Stream.of(amounts).filter(amount -> amount.ciphertext == null).toList();
    CompressedRistretto[] halves =
        undecoded.stream()
            .flatMap(
                amount ->
                    Stream.of(
                        CompressedRistretto.of(amount.bytes, 0),
                        CompressedRistretto.of(amount.bytes, CompressedRistretto.BYTES)))
            .toArray(CompressedRistretto[]::new);
    RistrettoPoint[] points = CompressedRistretto.decodeAll(halves);
    for (int i = 0; i < undecoded.size(); i++) {
      if (points[2 * i] != null && points[2 * i + 1] != null) {
        undecoded.get(i).ciphertext = ElGamalCiphertext.of(points[2 * i], points[2 * i + 1]);
      }
    }
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
