package io.quittance.ledger.settlement;

import io.quittance.ledger.command.Bytes;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;

/**
 * A credit to be counted, now or when its time has come.
 *
 * @param origin where it comes from
 * @param number its number among those of that origin
 * @param previous number of the credit of that origin before it, 0 if there is none or its event
 *     does not name it
 * @param asset of what
 * @param amount the whole amount, encrypted for the payee
 */
public record PendingCredit(
    Origin origin, long number, long previous, AssetId asset, ElGamalCiphertext amount) {

  /** Returns the credit that it follows. */
  Predecessor predecessor() {
    return new Predecessor(origin, previous);
  }

  /** Returns the record for keyed state. */
  public io.quittance.schemas.state.PendingCredit toRecord() {
    return new io.quittance.schemas.state.PendingCredit(
        new Fixed32(origin.id().toBytes()),
        number,
        previous,
        asset.fixed(),
        new Fixed64(amount.toBytes()));
  }

  /**
   * Returns the credit of a record from keyed state.
   *
   * @throws IllegalStateException if it holds no ciphertext, which cannot be in state that the
   *     ledger wrote
   */
  public static PendingCredit of(io.quittance.schemas.state.PendingCredit record) {
    try {
      return new PendingCredit(
          new Origin(Bytes.of(record.getOrigin().bytes())),
          record.getNumber(),
          record.getPrevious(),
          AssetId.of(record.getAsset()),
          ElGamalCiphertext.parse(record.getAmount().bytes()));
    } catch (InvalidProofException broken) {
      throw new IllegalStateException("a credit in state is broken", broken);
    }
  }
}
