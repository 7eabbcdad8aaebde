package io.quittance.jobs.settlement;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link LogRecord} as partition (4), offset (8), timestamp (8), key and value. */
final class LogRecordSerializer extends ValueSerializer<LogRecord> {
  static final LogRecordSerializer INSTANCE = new LogRecordSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(LogRecord value, DataOutputView target) throws IOException {
    target.writeInt(value.partition());
    target.writeLong(value.offset());
    target.writeLong(value.timestampMillis());
    writeBytes(value.key(), target);
    writeBytes(value.value(), target);
  }

  @Override
  public LogRecord deserialize(DataInputView source) throws IOException {
    return new LogRecord(
        source.readInt(),
        source.readLong(),
        source.readLong(),
        readBytes(source),
        readBytes(source));
  }

  @Override
  public TypeSerializerSnapshot<LogRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint says of this serializer; Flink makes it by its public constructor. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<LogRecord> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
