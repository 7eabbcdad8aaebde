package io.quittance.jobs.record;

import io.quittance.schemas.AccountId;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link AccountId} as its 32 bytes. */
final class AccountIdSerializer extends ValueSerializer<AccountId> {
  static final AccountIdSerializer INSTANCE = new AccountIdSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(AccountId value, DataOutputView target) throws IOException {
    target.write(value.toBytes());
  }

  @Override
  public AccountId deserialize(DataInputView source) throws IOException {
    byte[] bytes = new byte[AccountId.BYTES];
    source.readFully(bytes);
    return AccountId.of(bytes);
  }

  @Override
  public int getLength() {
    return AccountId.BYTES;
  }

  @Override
  public TypeSerializerSnapshot<AccountId> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint says of this serializer; Flink makes it by its public constructor. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<AccountId> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
