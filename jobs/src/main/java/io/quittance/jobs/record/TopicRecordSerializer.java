package io.quittance.jobs.record;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link TopicRecord} as key and value. */
public final class TopicRecordSerializer extends ValueSerializer<TopicRecord> {
  public static final TopicRecordSerializer INSTANCE = new TopicRecordSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(TopicRecord value, DataOutputView target) throws IOException {
    writeBytes(value.key(), target);
    writeBytes(value.value(), target);
  }

  @Override
  public TopicRecord deserialize(DataInputView source) throws IOException {
    return new TopicRecord(readBytes(source), readBytes(source));
  }

  @Override
  public TypeSerializerSnapshot<TopicRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint says of this serializer; Flink makes it by its public constructor. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<TopicRecord> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
