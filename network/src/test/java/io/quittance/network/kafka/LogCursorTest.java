package io.quittance.network.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogCursorTest {
  private static final TopicPartition PARTITION = new TopicPartition("log", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final LogReader reader = new LogReader("localhost:1", KafkaSettings.NONE, consumer);

  @BeforeEach
  void fillLog() {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 3L));
    deliverOnPoll();
  }

  /** The mock forgets records once they are read. */
  private void deliverOnPoll() {
    consumer.schedulePollTask(
        () -> {
          for (long offset = 0; offset < 5; offset++) {
            consumer.addRecord(
                new ConsumerRecord<>("log", 0, offset, new byte[0], new byte[] {(byte) offset}));
          }
        });
  }

  @Test
  void log_readTwice_isReadBothTimes() throws Exception {
    assertEquals(List.of(0L, 1L, 2L), readAll());
    deliverOnPoll();
    assertEquals(List.of(0L, 1L, 2L), readAll());
  }

  @Test
  void stretch_readUpToItsEnd_leavesOutWhatIsBehindIt() throws Exception {
    LogCursor cursor = reader.read(Map.of(PARTITION, 1L), Map.of(PARTITION, 3L));
    assertEquals(List.of(1L, 2L), cursor.next().stream().map(ConsumerRecord::offset).toList());
    assertEquals(3, cursor.position(PARTITION));
    assertEquals(List.of(), cursor.next());
  }

  private List<Long> readAll() throws Exception {
    List<Long> offsets = new ArrayList<>();
    reader.readAll(List.of(PARTITION), record -> offsets.add(record.offset()));
    return offsets;
  }
}
