package io.quittance.ledger.command;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.verifier.ristretto.CompressedRistretto;

/**
 * Applies credits, then closes the account, whose balance is proved to be zero.
 *
 * @param zeroProof zero-ciphertext proof, context (96) ‖ proof (96)
 */
public record CloseAccount(
    AssetId asset, AccountId account, long sequence, long creditsApplied, Bytes zeroProof)
    implements ApplyingCommand {

  private static final int POINT_BYTES = CompressedRistretto.BYTES;

  @Override
  public CompressedRistretto elGamalKey() {
    return CompressedRistretto.of(zeroProof.slice(0, POINT_BYTES));
  }

  /** Returns the balance ciphertext the zero proof is about, 64 bytes. */
  public byte[] newBalance() {
    return zeroProof.slice(POINT_BYTES, 2 * POINT_BYTES);
  }
}
