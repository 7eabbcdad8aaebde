package io.quittance.ledger.command;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.verifier.ristretto.CompressedRistretto;

/**
 * Opens an account, for the first time or again.
 *
 * @param sequence 0 the first time; the account's next number when it is opened again
 * @param keyProof {@link io.quittance.ledger.account.OpeningProof}, key (32) ‖ ciphertext (64) ‖
 *     proof (96)
 */
public record OpenAccount(AssetId asset, AccountId account, long sequence, Bytes keyProof)
    implements OwnerCommand {

  @Override
  public CompressedRistretto elGamalKey() {
    return CompressedRistretto.of(keyProof.slice(0, CompressedRistretto.BYTES));
  }
}
