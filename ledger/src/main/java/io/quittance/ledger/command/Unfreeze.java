package io.quittance.ledger.command;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.verifier.ristretto.CompressedRistretto;

/** Lets a frozen account debit again. */
public record Unfreeze(
    AssetId asset,
    AccountId account,
    Bytes owner,
    CompressedRistretto elGamalKey,
    long orderNumber,
    Bytes reason)
    implements OfficerCommand {}
