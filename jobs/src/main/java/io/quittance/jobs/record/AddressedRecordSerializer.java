package io.quittance.jobs.record;

import io.quittance.ledger.submission.Stamp;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link AddressedRecord} as account id (32), record, statement (4) and time (8). */
public final class AddressedRecordSerializer extends ValueSerializer<AddressedRecord> {
  public static final AddressedRecordSerializer INSTANCE = new AddressedRecordSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(AddressedRecord value, DataOutputView target) throws IOException {
    AccountIdSerializer.INSTANCE.serialize(value.account(), target);
    LogRecordSerializer.INSTANCE.serialize(value.record(), target);
    target.writeInt(value.stamp().statement());
    target.writeLong(value.stamp().partitionMillis());
  }

  @Override
  public AddressedRecord deserialize(DataInputView source) throws IOException {
    return new AddressedRecord(
        AccountIdSerializer.INSTANCE.deserialize(source),
        LogRecordSerializer.INSTANCE.deserialize(source),
        new Stamp(source.readInt(), source.readLong()));
  }

  @Override
  public TypeSerializerSnapshot<AddressedRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint says of this serializer; Flink makes it by its public constructor. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AddressedRecord> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
