package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quittance.jobs.record.SettledRecord;
import io.quittance.ledger.settlement.Derivation;
import io.quittance.ledger.submission.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What is remembered of each transaction. */
class SettlementsWriterTest {
  private final WrittenPlaces places = new WrittenPlaces();
  private final Kafka kafka = new Kafka();
  private final SettlementsWriter writer = new SettlementsWriter(kafka, places);

  /** Flink's writer: a transaction for each checkpoint that has records. */
  private static final class Kafka
      implements StatefulSinkWriter<SettledRecord, KafkaWriterState>,
          CommittingSinkWriter<SettledRecord, KafkaCommittable> {
    private int records;
    private int checkpoint;
    private int transactions = 1;
    private boolean closed;
    private boolean flushed;

    @Override
    public void write(SettledRecord record, Context context) {
      records++;
    }

    @Override
    public void flush(boolean endOfInput) {
      flushed = true;
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() {
      List<KafkaCommittable> prepared = new ArrayList<>();
      for (int i = 0; records > 0 && i < transactions; i++) {
        prepared.add(new KafkaCommittable(i, (short) 0, "test-0-" + checkpoint, null));
      }
      records = 0;
      checkpoint++;
      return prepared;
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) {
      return List.of();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static Derivation derivation(long offset) {
    return new Derivation(new Position(0, offset, 1), 1, 2, 0, 0, Optional.empty());
  }

  private void write(long offset) throws Exception {
    byte[] any = {1};
    writer.write(new SettledRecord(any, any, derivation(offset).toBytes()), null);
  }

  private void acknowledge(int partition, long offset) {
    places.acknowledged(
        new RecordMetadata(new TopicPartition("settlements", partition), offset, 0, 0, 0, 0));
  }

  private SettlementsTransaction prepared() throws Exception {
    Collection<SettlementsTransaction> prepared = writer.prepareCommit();
    assertEquals(1, prepared.size());
    return prepared.iterator().next();
  }

  private static List<Derivation> events(SettlementsTransaction transaction) {
    List<Derivation> events = new ArrayList<>();
    transaction.events().forEach(events::add);
    return events;
  }

  @Test
  void transactions_holdTheEventsBetweenTheirCheckpoints_andWhereTheyStand() throws Exception {
    write(5);
    write(6);
    acknowledge(1, 40);
    acknowledge(3, 7);
    acknowledge(1, 12);
    writer.flush(false);
    SettlementsTransaction first = prepared();
    assertEquals("test-0-0", first.kafka().getTransactionalId());
    assertEquals(List.of(derivation(5), derivation(6)), events(first));
    assertEquals(Map.of(1, new OffsetRange(12, 40), 3, new OffsetRange(7, 7)), first.places());

    assertEquals(List.of(), List.copyOf(writer.prepareCommit()));

    write(9);
    acknowledge(0, 1);
    SettlementsTransaction third = prepared();
    assertEquals("test-0-2", third.kafka().getTransactionalId());
    assertEquals(List.of(derivation(9)), events(third));
    assertEquals(Map.of(0, new OffsetRange(1, 1)), third.places());
  }

  /** Some brokers answer so to a batch that they had written before. */
  @Test
  void placeThatTheBrokerHasForgotten_isBehindTheOneBeforeIt() throws Exception {
    write(1);
    acknowledge(2, 30);
    prepared();
    write(2);
    acknowledge(2, -1);
    assertEquals(Map.of(2, new OffsetRange(30, 30)), prepared().places());
  }

  @Test
  void events_inNoTransactionOrInSeveral_areRefused() throws Exception {
    write(1);
    kafka.transactions = 2;
    assertThrows(IllegalStateException.class, writer::prepareCommit);
    write(1);
    kafka.transactions = 0;
    assertThrows(IllegalStateException.class, writer::prepareCommit);
  }

  @Test
  void writer_passesEverythingOn() throws Exception {
    writer.flush(true);
    assertEquals(List.of(), writer.snapshotState(4));
    writer.close();
    assertEquals(List.of(true, true), List.of(kafka.flushed, kafka.closed));
  }
}
