package io.quittance.jobs.settlement;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Writes {@link SettlementsTransaction}: version (4), length (4) and bytes of Kafka's part; the
 * number of partitions (4), of each its number (4), first and last offset (8 each); and the
 * derivations. A checkpoint keeps the version, so that a later one can read what this wrote.
 */
final class SettlementsTransactionSerializer
    implements SimpleVersionedSerializer<SettlementsTransaction> {
  private static final int VERSION = 1;

  private final SimpleVersionedSerializer<KafkaCommittable> kafka;

  SettlementsTransactionSerializer(SimpleVersionedSerializer<KafkaCommittable> kafka) {
    this.kafka = kafka;
  }

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(SettlementsTransaction transaction) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    byte[] committable = kafka.serialize(transaction.kafka());
    out.writeInt(kafka.getVersion());
    out.writeInt(committable.length);
    out.write(committable);
    out.writeInt(transaction.places().size());
    for (Map.Entry<Integer, OffsetRange> place : transaction.places().entrySet()) {
      out.writeInt(place.getKey());
      out.writeLong(place.getValue().first());
      out.writeLong(place.getValue().last());
    }
    transaction.events().write(out);
    return bytes.toByteArray();
  }

  @Override
  public SettlementsTransaction deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("transactions of version " + version + " are unknown to this build");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
    int kafkaVersion = in.readInt();
    byte[] committable = new byte[in.readInt()];
    in.readFully(committable);
    int partitions = in.readInt();
    Map<Integer, OffsetRange> places = new TreeMap<>();
    for (int i = 0; i < partitions; i++) {
      places.put(in.readInt(), new OffsetRange(in.readLong(), in.readLong()));
    }
    return new SettlementsTransaction(
        kafka.deserialize(kafkaVersion, committable), places, Derivations.read(in));
  }
}
