package io.quittance.jobs.record;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link Unconfirmed} as time and value. */
final class UnconfirmedSerializer extends ValueSerializer<Unconfirmed> {
  static final UnconfirmedSerializer INSTANCE = new UnconfirmedSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(Unconfirmed value, DataOutputView target) throws IOException {
    target.writeLong(value.sentAtMillis());
    writeBytes(value.value(), target);
  }

  @Override
  public Unconfirmed deserialize(DataInputView source) throws IOException {
    return new Unconfirmed(source.readLong(), readBytes(source));
  }

  @Override
  public TypeSerializerSnapshot<Unconfirmed> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint says of this serializer; Flink makes it by its public constructor. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Unconfirmed> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
