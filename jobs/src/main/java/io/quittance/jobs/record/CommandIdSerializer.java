package io.quittance.jobs.record;

import io.quittance.schemas.CommandId;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes {@link CommandId} as its 32 bytes. */
final class CommandIdSerializer extends ValueSerializer<CommandId> {
  static final CommandIdSerializer INSTANCE = new CommandIdSerializer();

  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(CommandId value, DataOutputView target) throws IOException {
    target.write(value.toBytes());
  }

  @Override
  public CommandId deserialize(DataInputView source) throws IOException {
    byte[] bytes = new byte[CommandId.BYTES];
    source.readFully(bytes);
    return CommandId.of(bytes);
  }

  @Override
  public int getLength() {
    return CommandId.BYTES;
  }

  @Override
  public TypeSerializerSnapshot<CommandId> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a checkpoint says of this serializer; Flink makes it by its public constructor. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<CommandId> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
