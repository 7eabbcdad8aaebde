package io.quittance.jobs.record;

import io.quittance.ledger.submission.JournalReader;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes {@link AdmittedRecord} as record and whether it is the last of its batch (1). What it says
 * is read from the record again. Within a task, where these records stay, none is ever written.
 */
public final class AdmittedRecordSerializer extends ValueSerializer<AdmittedRecord> {
  public static final AdmittedRecordSerializer INSTANCE = new AdmittedRecordSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(AdmittedRecord value, DataOutputView target) throws IOException {
    AddressedRecordSerializer.INSTANCE.serialize(value.addressed(), target);
    target.writeBoolean(value.lastOfBatch());
  }

  @Override
  public AdmittedRecord deserialize(DataInputView source) throws IOException {
    AddressedRecord addressed = AddressedRecordSerializer.INSTANCE.deserialize(source);
    return new AdmittedRecord(
        addressed, JournalReader.reread(addressed.submission()), source.readBoolean());
  }

  @Override
  public TypeSerializerSnapshot<AdmittedRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint says of this serializer; Flink makes it by its public constructor. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AdmittedRecord> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
