package io.quittance.ledger.command;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.verifier.ristretto.CompressedRistretto;

/**
 * Applies credits without a debit.
 *
 * @param decryptableAvailable the owner's own note of the resulting amount, 36 bytes
 */
public record ApplyCredits(
    AssetId asset,
    AccountId account,
    CompressedRistretto elGamalKey,
    long sequence,
    long creditsApplied,
    Bytes decryptableAvailable)
    implements ApplyingCommand {}
