package io.quittance.ledger.receipt;

import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.entry.SignedEntry;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.schemas.signature.VerifyingKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** The operator's hand: signs each receipt and entry with the key of its command's time. */
public final class ReceiptSigner {
  private final String network;
  private final OperatorKeys keys;
  private final Map<VerifyingKey, SigningKey> secrets;

  private ReceiptSigner(String network, OperatorKeys keys, Map<VerifyingKey, SigningKey> secrets) {
    this.network = network;
    this.keys = keys;
    this.secrets = secrets;
  }

  /** Returns the signer of an operator who never changed his key. */
  public static ReceiptSigner of(String network, SigningKey only) {
    return new ReceiptSigner(
        network, OperatorKeys.of(only.verifyingKey()), Map.of(only.verifyingKey(), only));
  }

  /**
   * Returns the signer with these keys. The secrets of former keys are needed too: whoever sends an
   * old command again gets its receipt again, and a replay gives all of them again. Those of
   * revoked keys are not: the next key signs in their place.
   *
   * @param secrets the secret keys, in any order
   * @throws IllegalArgumentException if the secret of a key is missing
   */
  public static ReceiptSigner of(
      String network, OperatorKeys keys, Collection<SigningKey> secrets) {
    Map<VerifyingKey, SigningKey> known = new HashMap<>();
    secrets.forEach(secret -> known.put(secret.verifyingKey(), secret));
    for (OperatorKeys.Effective needed : keys.all()) {
      if (!needed.revoked() && !known.containsKey(needed.key())) {
        throw new IllegalArgumentException(
            "no secret key is given for the operator's public key " + needed.key());
      }
    }
    return new ReceiptSigner(network, keys, Map.copyOf(known));
  }

  /** Returns the keys, public as they are. */
  public OperatorKeys keys() {
    return keys;
  }

  /** Returns the record value for the receipts topic: the same bytes for the same receipt. */
  public byte[] sign(Receipt receipt) {
    VerifyingKey key = keys.at(receipt.getPosition().getTimestampMillis());
    return SignedReceipts.sign(network, secrets.get(key), receipt);
  }

  /** Returns the record value for the journal: the same bytes for the same entry. */
  public byte[] sign(Entry entry) {
    VerifyingKey key = keys.at(entry.record().getPosition().getTimestampMillis());
    return SignedEntry.sign(network, secrets.get(key), entry).toBytes();
  }

  /** Names the public keys only. */
  @Override
  public String toString() {
    return "ReceiptSigner[" + network + " " + keys + "]";
  }
}
