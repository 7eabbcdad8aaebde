package io.quittance.simulation;

import io.quittance.ledger.asset.Asset;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.encryption.ElGamalKeypair;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Somebody with one account. A party's keys follow from its number alone, so that they are made
 * once for all seeds of a process.
 *
 * @param number from 0
 * @param signing the owner's key
 * @param keys the account's ElGamal keys
 * @param asset what the account holds
 * @param id the account
 */
record Party(int number, SigningKey signing, ElGamalKeypair keys, Asset asset, AccountId id)
    implements Comparable<Party> {
  private static final Map<Integer, Party> KNOWN = new ConcurrentHashMap<>();

  /** One in four accounts holds the asset without an auditor. */
  private static final int ASSET_PERIOD = 4;

  /** More than there ever are in a simulation. */
  private static final int STRANGERS = 1 << 15;

  static Party number(int number) {
    return KNOWN.computeIfAbsent(number, Party::make);
  }

  /** Returns the account that the same person would have in the other asset: nobody opens it. */
  Party inOtherAsset(Asset other) {
    return new Party(-1 - number, signing, keys, other, idIn(other, signing, keys));
  }

  /** Returns somebody with the same signing key, and with another's ElGamal keys for his own. */
  Party withKeysOf(Party other) {
    int number = -(1 + this.number) * STRANGERS - other.number;
    return new Party(number, signing, other.keys, asset, idIn(asset, signing, other.keys));
  }

  private static Party make(int number) {
    SigningKey signing = Authorities.signingKey("owner " + number);
    ElGamalKeypair keys = ElGamalKeypair.random(new SeededSecureRandom(number));
    Asset asset =
        number % ASSET_PERIOD == ASSET_PERIOD - 1 ? Authorities.UNAUDITED : Authorities.AUDITED;
    return new Party(number, signing, keys, asset, idIn(asset, signing, keys));
  }

  private static AccountId idIn(Asset asset, SigningKey signing, ElGamalKeypair keys) {
    return AccountId.derive(
        asset.id(), signing.verifyingKey().toBytes(), keys.publicKey().toBytes());
  }

  @Override
  public int compareTo(Party other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Party that && number == that.number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return "account " + number;
  }
}
