package io.quittance.jobs.record;

import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.settlement.Origin;
import io.quittance.schemas.AccountId;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link Origin} as its 32 bytes. */
final class OriginSerializer extends ValueSerializer<Origin> {
  static final OriginSerializer INSTANCE = new OriginSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(Origin value, DataOutputView target) throws IOException {
    target.write(value.id().toBytes());
  }

  @Override
  public Origin deserialize(DataInputView source) throws IOException {
    byte[] bytes = new byte[AccountId.BYTES];
    source.readFully(bytes);
    return new Origin(Bytes.of(bytes));
  }

  @Override
  public int getLength() {
    return AccountId.BYTES;
  }

  @Override
  public TypeSerializerSnapshot<Origin> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint says of this serializer; Flink makes it by its public constructor. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Origin> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
