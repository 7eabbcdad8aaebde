package io.quittance.ledger.settlement;

import io.quittance.ledger.command.Bytes;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;

/**
 * Where a payee's credits come from: a payer, or the asset itself where money is issued. Credits of
 * one origin are numbered upwards; a number that is not higher than the last one counts for
 * nothing.
 *
 * @param id 32 bytes: the payer's account id or the asset's id, which never are the same hash
 */
public record Origin(Bytes id) {
  /** Returns the origin of a payer's transfers. */
  public static Origin payer(AccountId account) {
    return new Origin(Bytes.of(account.toBytes()));
  }

  /** Returns the origin of an asset's issues. */
  public static Origin issuerOf(AssetId asset) {
    return new Origin(Bytes.of(asset.toBytes()));
  }
}
