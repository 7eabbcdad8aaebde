package io.quittance.ledger.entry;

import io.quittance.ledger.command.Bytes;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;

/**
 * Money on its way to its payee, as a fact that follows from a verdict on its payer's command.
 *
 * <p>Its identity is origin, payee, number and the number before. The same fact always has the same
 * bytes, whoever of the operator's jobs writes it and however often.
 *
 * @param payload all of it in single-object encoding: what is signed
 * @param record the same, decoded
 */
public record Entry(Bytes payload, io.quittance.schemas.journal.Entry record) {
  /** Returns the entry that a record is. */
  public static Entry of(io.quittance.schemas.journal.Entry record) {
    return new Entry(Bytes.of(SingleObject.encode(record)), record);
  }

  /**
   * Reads an entry.
   *
   * @param payload in single-object encoding
   * @throws MalformedRecordException if the bytes are no entry, or its numbers do not rise from 0
   */
  public static Entry parse(byte[] payload) throws MalformedRecordException {
    io.quittance.schemas.journal.Entry record =
        SingleObject.decode(io.quittance.schemas.journal.Entry.class, payload);
    if (record.getPrevious() < 0 || record.getNumber() <= record.getPrevious()) {
      throw new MalformedRecordException(
          "an entry's number is higher than that of the one before, not "
              + record.getNumber()
              + " after "
              + record.getPrevious());
    }
    return new Entry(Bytes.of(payload), record);
  }

  /** Returns the account whose command made it; of an issue, the asset. 32 bytes. */
  public Bytes origin() {
    return Bytes.of(record.getOrigin().bytes());
  }

  /** Returns the account that it is a fact for. */
  public AccountId payee() {
    return AccountId.of(record.getPayee());
  }

  /** Returns the number of the accepted command. */
  public long number() {
    return record.getNumber();
  }

  /** Returns the number of the entry of this origin to this payee before it, 0 if there is none. */
  public long previous() {
    return record.getPrevious();
  }

  /** Returns of what the money is. */
  public AssetId asset() {
    return AssetId.of(record.getAsset());
  }

  /** Returns the id of the accepted command. */
  public CommandId commandId() {
    return CommandId.of(record.getCommandId());
  }
}
