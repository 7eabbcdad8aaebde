package io.quittance.ledger.entry;

import io.quittance.ledger.command.Bytes;
import io.quittance.schemas.EntrySigning;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.NetworkId;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.signature.Ed25519Signature;
import io.quittance.schemas.signature.SigningKey;
import java.nio.ByteBuffer;

/**
 * An entry with the operator's signature, which nobody has verified yet. The signature is an
 * envelope: under another of the operator's keys the entry is the same.
 *
 * @param entry what it says
 * @param operator the Ed25519 key it names, 32 bytes
 * @param signature over the entry's payload: see {@link EntrySigning}
 */
public record SignedEntry(Entry entry, Bytes operator, Ed25519Signature signature) {
  /** Returns the entry signed, for one network. */
  public static SignedEntry sign(NetworkId network, SigningKey operator, Entry entry) {
    byte[] message = EntrySigning.message(network, entry.payload().toBytes());
    return new SignedEntry(
        entry, Bytes.of(operator.verifyingKey().toBytes()), operator.sign(message));
  }

  /**
   * Reads the entry that an envelope holds.
   *
   * @throws MalformedRecordException if the payload is no entry
   */
  public static SignedEntry of(io.quittance.schemas.journal.SignedEntry record)
      throws MalformedRecordException {
    byte[] payload = new byte[record.getPayload().remaining()];
    record.getPayload().duplicate().get(payload);
    return new SignedEntry(
        Entry.parse(payload),
        Bytes.of(record.getOperator().bytes()),
        Ed25519Signature.of(record.getSignature().bytes()));
  }

  /** Returns the record value for the journal: the same bytes for the same entry and key. */
  public byte[] toBytes() {
    return SingleObject.encode(
        new io.quittance.schemas.journal.SignedEntry(
            new Fixed32(operator.toBytes()),
            new Fixed64(signature.toBytes()),
            ByteBuffer.wrap(entry.payload().toBytes())));
  }
}
