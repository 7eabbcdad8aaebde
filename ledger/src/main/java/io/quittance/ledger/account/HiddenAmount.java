package io.quittance.ledger.account;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads one part of a transfer's amount, encrypted for payer, payee and auditor. */
public final class HiddenAmount {
  /** Commitment and three handles. */
  public static final int BYTES = 4 * CompressedRistretto.BYTES;

  private HiddenAmount() {}

  /**
   * Returns the ciphertext for one of the three.
   *
   * @param part 128 bytes: commitment ‖ payer's ‖ payee's ‖ auditor's handle
   * @param index 0 for the payer, 1 for the payee, 2 for the auditor
   * @throws InvalidProofException if the bytes encode no points
   */
  public static ElGamalCiphertext handleOf(byte[] part, int index) throws InvalidProofException {
    return ElGamalCiphertext.parse(
        CompressedRistretto.of(part, 0),
        CompressedRistretto.of(part, (1 + index) * CompressedRistretto.BYTES));
  }

  /**
   * Returns the ciphertexts of several parts for one of the three, decoded together: faster than
   * one after the other where there is a vector unit.
   *
   * @param index 0 for the payer, 1 for the payee, 2 for the auditor
   * @param parts 128 bytes each: commitment ‖ payer's ‖ payee's ‖ auditor's handle
   * @throws InvalidProofException if any of the bytes encode no points
   */
  public static List<ElGamalCiphertext> handlesOf(int index, byte[]... parts)
      throws InvalidProofException {
    List<byte[]> ciphertexts = new ArrayList<>(parts.length);
    for (byte[] part : parts) {
      ciphertexts.add(bytesOf(part, index));
    }
    return ElGamalCiphertext.parseAll(ciphertexts);
  }

  /** Returns the ciphertext of one part for one of the three, not decoded yet. */
  static SealedAmount sealedHandleOf(byte[] part, int index) {
    return SealedAmount.of(bytesOf(part, index));
  }

  private static byte[] bytesOf(byte[] part, int index) {
    byte[] bytes = Arrays.copyOf(part, ElGamalCiphertext.BYTES);
    System.arraycopy(
        part,
        (1 + index) * CompressedRistretto.BYTES,
        bytes,
        CompressedRistretto.BYTES,
        CompressedRistretto.BYTES);
    return bytes;
  }
}
