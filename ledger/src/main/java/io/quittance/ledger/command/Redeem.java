package io.quittance.ledger.command;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.verifier.ristretto.CompressedRistretto;

/**
 * Applies credits, then takes a public amount out of the system.
 *
 * @param amount in the asset's smallest unit, 1 to 2^63 - 1
 * @param equality ciphertext-commitment equality, context (128) ‖ proof (192)
 * @param range batched range proof of 64 bits, context (264) ‖ proof (672)
 * @param decryptableAvailable the owner's own note of the resulting amount, 36 bytes
 * @param payoutReference where the money is to be paid out, at most 128 bytes, public
 */
public record Redeem(
    AssetId asset,
    AccountId account,
    long sequence,
    long creditsApplied,
    long amount,
    Bytes equality,
    Bytes range,
    Bytes decryptableAvailable,
    Bytes payoutReference)
    implements ApplyingCommand {

  private static final int POINT_BYTES = CompressedRistretto.BYTES;

  @Override
  public CompressedRistretto elGamalKey() {
    return CompressedRistretto.of(equality.slice(0, POINT_BYTES));
  }

  /** Returns the balance ciphertext the equality proof is about, 64 bytes. */
  public byte[] newBalance() {
    return equality.slice(POINT_BYTES, 2 * POINT_BYTES);
  }
}
