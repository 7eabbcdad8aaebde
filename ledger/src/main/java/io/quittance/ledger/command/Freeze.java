package io.quittance.ledger.command;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.verifier.ristretto.CompressedRistretto;

/** Stops an account from debiting; it still receives and applies credits. */
public record Freeze(
    AssetId asset,
    AccountId account,
    Bytes owner,
    CompressedRistretto elGamalKey,
    long orderNumber,
    Bytes reason)
    implements OfficerCommand {}
