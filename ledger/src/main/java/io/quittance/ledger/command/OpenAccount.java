package io.quittance.ledger.command;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.verifier.ristretto.CompressedRistretto;

/**
 * Opens an account, for the first time or again.
 *
 * @param sequence 0 the first time; the account's next number when it is opened again
 * @param keyProof public-key validity proof, context (32) ‖ proof (64)
 */
public record OpenAccount(AssetId asset, AccountId account, long sequence, Bytes keyProof)
    implements OwnerCommand {

  @Override
  public CompressedRistretto elGamalKey() {
    return CompressedRistretto.of(keyProof.slice(0, CompressedRistretto.BYTES));
  }
}
