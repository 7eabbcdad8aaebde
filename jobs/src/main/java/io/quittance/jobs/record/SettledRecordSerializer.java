package io.quittance.jobs.record;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link SettledRecord} as key, value and derivation. */
public final class SettledRecordSerializer extends ValueSerializer<SettledRecord> {
  public static final SettledRecordSerializer INSTANCE = new SettledRecordSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(SettledRecord value, DataOutputView target) throws IOException {
    writeBytes(value.key(), target);
    writeBytes(value.value(), target);
    writeBytes(value.derivation(), target);
  }

  @Override
  public SettledRecord deserialize(DataInputView source) throws IOException {
    return new SettledRecord(readBytes(source), readBytes(source), readBytes(source));
  }

  @Override
  public TypeSerializerSnapshot<SettledRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint says of this serializer; Flink makes it by its public constructor. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SettledRecord> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
