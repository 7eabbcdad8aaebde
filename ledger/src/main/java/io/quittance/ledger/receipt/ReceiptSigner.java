package io.quittance.ledger.receipt;

import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.entry.SignedEntry;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.schemas.signature.VerifyingKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * The operator's hand: signs each receipt and entry with the key of its command's time, by the
 * statement that the command was judged by.
 */
public final class ReceiptSigner {
  private final NetworkId network;
  private final OperatorTimetables timetables;
  private final Map<VerifyingKey, SigningKey> secrets;

  private ReceiptSigner(
      NetworkId network, OperatorTimetables timetables, Map<VerifyingKey, SigningKey> secrets) {
    this.network = network;
    this.timetables = timetables;
    this.secrets = secrets;
  }

  /** Returns the signer of an operator with one key, on a network with one statement. */
  public static ReceiptSigner of(NetworkId network, SigningKey only) {
    return new ReceiptSigner(
        network, OperatorTimetables.of(only.verifyingKey()), Map.of(only.verifyingKey(), only));
  }

  /**
   * Returns the signer with these keys. The secrets of all keys are needed, former ones too:
   * whoever sends an old command again gets its receipt again, and a replay gives all of them
   * again. Those of revoked keys are not: the next key signs in their place.
   *
   * @param secrets the secret keys, in any order
   * @throws IllegalArgumentException if the secret of a key is missing
   */
  public static ReceiptSigner of(
      NetworkId network, OperatorTimetables timetables, Collection<SigningKey> secrets) {
    Map<VerifyingKey, SigningKey> known = new HashMap<>();
    secrets.forEach(secret -> known.put(secret.verifyingKey(), secret));
    for (OperatorKeys.Effective needed : timetables.latest().all()) {
      if (!needed.revoked() && !known.containsKey(needed.key())) {
        throw new IllegalArgumentException(
            "no secret key is given for the operator's public key " + needed.key());
      }
    }
    return new ReceiptSigner(network, timetables, Map.copyOf(known));
  }

  /** Returns which key signs what, public as the keys are. */
  public OperatorTimetables timetables() {
    return timetables;
  }

  /** Returns the record value for the receipts topic: the same bytes for the same receipt. */
  public byte[] sign(Receipt receipt) {
    return SignedReceipts.sign(network, secret(receipt.getPosition()), receipt);
  }

  /** Returns the record value for the journal: the same bytes for the same entry. */
  public byte[] sign(Entry entry) {
    return SignedEntry.sign(network, secret(entry.record().getPosition()), entry).toBytes();
  }

  private SigningKey secret(JournalPosition position) {
    return secrets.get(timetables.at(position.getStatement(), position.getTimestampMillis()));
  }

  /** Names the public keys only. */
  @Override
  public String toString() {
    return "ReceiptSigner[" + network + " " + timetables + "]";
  }
}
