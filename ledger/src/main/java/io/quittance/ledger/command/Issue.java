package io.quittance.ledger.command;

import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.verifier.ristretto.CompressedRistretto;

/**
 * Credits a public amount of new money.
 *
 * @param owner receiving owner's Ed25519 key, 32 bytes
 * @param issueNumber rises strictly from issue to issue of one account
 * @param amount in the asset's smallest unit, 1 to 2^48 - 1
 * @param reference the issuer's reference, at most 128 bytes, public
 */
public record Issue(
    AssetId asset,
    AccountId account,
    Bytes owner,
    CompressedRistretto elGamalKey,
    long issueNumber,
    long amount,
    Bytes reference)
    implements Command {

  @Override
  public long number() {
    return issueNumber;
  }

  @Override
  public SignerRole role() {
    return SignerRole.ISSUER;
  }
}
