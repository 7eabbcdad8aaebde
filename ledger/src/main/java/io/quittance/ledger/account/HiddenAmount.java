package io.quittance.ledger.account;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.ristretto.CompressedRistretto;
import java.util.Arrays;

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

  /** Returns the same, not decoded yet. */
  static SealedAmount sealedHandleOf(byte[] part, int index) {
    byte[] bytes = Arrays.copyOf(part, ElGamalCiphertext.BYTES);
    System.arraycopy(
        part,
        (1 + index) * CompressedRistretto.BYTES,
        bytes,
        CompressedRistretto.BYTES,
        CompressedRistretto.BYTES);
    return SealedAmount.of(bytes);
  }
}
