package io.quittance.network.kafka;

import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads the values of all topics in Kafka consumers: name this class as {@code value.deserializer}.
 * A record whose value is null, or none of a known type, fails to deserialize; consumers that must
 * go on after one read bytes and use {@link SingleObject}.
 */
public final class RecordDeserializer implements Deserializer<SpecificRecordBase> {
  /** For Kafka, which makes it by its name. */
  public RecordDeserializer() {}

  @Override
  public SpecificRecordBase deserialize(String topic, byte[] value) {
    try {
      return SingleObject.decode(value == null ? new byte[0] : value);
    } catch (MalformedRecordException e) {
      throw new SerializationException("a record of " + topic + " is none: " + e.getMessage(), e);
    }
  }
}
