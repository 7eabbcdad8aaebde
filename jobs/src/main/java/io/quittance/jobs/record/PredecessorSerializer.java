package io.quittance.jobs.record;

import io.quittance.ledger.settlement.Predecessor;
import io.quittance.schemas.AccountId;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link Predecessor} as origin (32) and number. */
final class PredecessorSerializer extends ValueSerializer<Predecessor> {
  static final PredecessorSerializer INSTANCE = new PredecessorSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(Predecessor value, DataOutputView target) throws IOException {
    OriginSerializer.INSTANCE.serialize(value.origin(), target);
    target.writeLong(value.number());
  }

  @Override
  public Predecessor deserialize(DataInputView source) throws IOException {
    return new Predecessor(OriginSerializer.INSTANCE.deserialize(source), source.readLong());
  }

  @Override
  public int getLength() {
    return AccountId.BYTES + Long.BYTES;
  }

  @Override
  public TypeSerializerSnapshot<Predecessor> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint says of this serializer; Flink makes it by its public constructor. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Predecessor> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
