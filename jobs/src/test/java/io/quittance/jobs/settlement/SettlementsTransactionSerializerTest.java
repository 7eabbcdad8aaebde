package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.settlement.Derivation;
import io.quittance.ledger.submission.Position;
import io.quittance.schemas.SingleObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.junit.jupiter.api.Test;

/** Transactions in a checkpoint, of which there may be millions of events. */
class SettlementsTransactionSerializerTest {
  private static final int EVENTS = 50_000;

  /** Twenty bytes an event, and a few where a partition is long. */
  private static final int BYTES_PER_EVENT = 28;

  /** The serializer as the sink makes it. */
  static SettlementsTransactionSerializer serializer() {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", "127.0.0.1:1");
    KafkaSink<byte[]> kafka =
        KafkaSink.<byte[]>builder()
            .setKafkaProducerConfig(client)
            .setBootstrapServers("127.0.0.1:1")
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix("test")
            .setRecordSerializer((record, context, timestamp) -> null)
            .build();
    return new SettlementsTransactionSerializer(kafka.getCommittableSerializer());
  }

  private static Derivation event(long offset, Optional<Bytes> available) {
    return new Derivation(
        new Position((int) (offset % 7), 1_000_000_000L + offset, 1_790_000_000_000L + offset),
        3,
        (int) (offset * 0x9e3779b9L),
        offset / 2,
        1,
        available);
  }

  private static SettlementsTransaction transaction(List<Derivation> events) {
    Derivations.Builder builder = new Derivations.Builder();
    events.forEach(event -> builder.add(event.toBytes()));
    return new SettlementsTransaction(
        new KafkaCommittable(12, (short) 4, "test-0-9", null),
        Map.of(0, new OffsetRange(3, 8), 5, new OffsetRange(1L << 40, 1L << 41)),
        builder.take());
  }

  @Test
  void transactions_writtenAndRead_areTheSame() throws Exception {
    for (int size : new int[] {0, 1, EVENTS}) {
      List<Derivation> events = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        events.add(event(i, i % 1000 == 1 ? Optional.of(Bytes.zero(64)) : Optional.empty()));
      }
      SettlementsTransaction transaction = transaction(events);
      byte[] bytes = serializer().serialize(transaction);
      SettlementsTransaction read = serializer().deserialize(1, bytes);
      assertEquals(transaction.kafka(), read.kafka());
      assertEquals(transaction.places(), read.places());
      assertEquals(size, read.events().count());
      List<Derivation> found = new ArrayList<>();
      read.events().forEach(found::add);
      assertEquals(events, found);
      assertTrue(bytes.length < 200 + size * BYTES_PER_EVENT, bytes.length + " bytes");
    }
  }

  @Test
  void bytes_ofAnotherVersionOrCutOff_areRefused() throws Exception {
    byte[] bytes = serializer().serialize(transaction(List.of(event(1, Optional.empty()))));
    assertThrows(IOException.class, () -> serializer().deserialize(2, bytes));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThrows(IOException.class, () -> serializer().deserialize(1, cut));
    }
  }

  @Test
  void builder_takenFrom_beginsAnew() {
    Derivations.Builder builder = new Derivations.Builder();
    builder.add(event(1, Optional.empty()).toBytes());
    assertEquals(1, builder.take().count());
    assertEquals(0, builder.count());
    builder.add(event(2, Optional.empty()).toBytes());
    assertEquals(List.of(event(2, Optional.empty())), all(builder.take()));
  }

  @Test
  void builder_refusesWhatIsNoDerivation() {
    Derivations.Builder builder = new Derivations.Builder();
    assertThrows(IllegalArgumentException.class, () -> builder.add(new byte[3]));
    builder.add(event(1, Optional.empty()).toBytes());
    byte[] other = new byte[SingleObject.HEADER_BYTES + 1];
    assertThrows(IllegalArgumentException.class, () -> builder.add(other));
  }

  private static List<Derivation> all(Derivations derivations) {
    List<Derivation> all = new ArrayList<>();
    derivations.forEach(all::add);
    return all;
  }
}
