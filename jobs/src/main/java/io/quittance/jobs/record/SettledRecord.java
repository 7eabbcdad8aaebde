package io.quittance.jobs.record;

import io.quittance.ledger.settlement.Derivation;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import java.util.Objects;

/**
 * A settled event ready to be written to its topic, and by what it is derived again should its
 * transaction be lost.
 *
 * <p>The arrays are not copied: who makes one gives them away.
 *
 * @param key the record key: the payee's account id, else the account's
 * @param value the event, in Avro single-object encoding
 * @param derivation a {@link Derivation}, in Avro single-object encoding
 */
public record SettledRecord(byte[] key, byte[] value, byte[] derivation) {
  public SettledRecord {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(derivation, "derivation");
  }

  /** Returns the record of an event. */
  public static SettledRecord of(Settled event) {
    byte[] account =
        event.getEvent() instanceof Transferred transferred
            ? transferred.getPayee().bytes()
            : event.getAccount().bytes();
    return new SettledRecord(
        account.clone(), SingleObject.encode(event), Derivation.of(event).toBytes());
  }
}
