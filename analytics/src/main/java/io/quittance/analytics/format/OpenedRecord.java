package io.quittance.analytics.format;

import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A record, and the record inside it where it is an envelope.
 *
 * @param record the record as it stands on the topic
 * @param payload what it wraps, null where it is no envelope
 */
record OpenedRecord(SpecificRecordBase record, SpecificRecordBase payload) {
  /** The field of an envelope that holds another encoded record. */
  static final String PAYLOAD = "payload";

  /** Decodes a record of the expected type, and what it wraps. */
  static OpenedRecord decode(Class<? extends SpecificRecordBase> type, byte[] bytes)
      throws MalformedRecordException {
    SpecificRecordBase record = SingleObject.decode(type, bytes);
    Schema.Field wrapped = record.getSchema().getField(PAYLOAD);
    if (wrapped == null) {
      return new OpenedRecord(record, null);
    }
    ByteBuffer payload = ((ByteBuffer) record.get(wrapped.pos())).duplicate();
    byte[] inner = new byte[payload.remaining()];
    payload.get(inner);
    return new OpenedRecord(record, SingleObject.decode(inner));
  }
}
