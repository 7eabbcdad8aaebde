package io.quittance.jobs.record;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes {@link LogRecord} as partition (4), offset (8), timestamp (8), key and value; where advice
 * follows, the bits of the partition are inverted. So a record without advice has the bytes that it
 * had before there was advice, and records on their way in an older checkpoint can be read.
 */
public final class LogRecordSerializer extends ValueSerializer<LogRecord> {
  public static final LogRecordSerializer INSTANCE = new LogRecordSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(LogRecord value, DataOutputView target) throws IOException {
    target.writeInt(value.advice() == null ? value.partition() : ~value.partition());
    target.writeLong(value.offset());
    target.writeLong(value.timestampMillis());
    writeBytes(value.key(), target);
    writeBytes(value.value(), target);
    if (value.advice() != null) {
      writeBytes(value.advice(), target);
    }
  }

  @Override
  public LogRecord deserialize(DataInputView source) throws IOException {
    int partition = source.readInt();
    boolean advised = partition < 0;
    return new LogRecord(
        advised ? ~partition : partition,
        source.readLong(),
        source.readLong(),
        readBytes(source),
        readBytes(source),
        advised ? readBytes(source) : null);
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
