package io.quittance.ledger.command;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.verifier.ristretto.CompressedRistretto;

/** What a signer asks of the ledger about one account. Nothing in it has been verified. */
public sealed interface Command permits OwnerCommand, Issue, OfficerCommand {
  /** Returns the asset. */
  AssetId asset();

  /** Returns the account the command is about. */
  AccountId account();

  /** Returns the account's ElGamal key as the command names it. */
  CompressedRistretto elGamalKey();

  /** Returns the sequence, issue or order number. */
  long number();

  /** Returns in whose right the command must be signed. */
  SignerRole role();

  /** Returns the name of the command's record, which is part of what is signed. */
  default String type() {
    return getClass().getSimpleName();
  }
}
