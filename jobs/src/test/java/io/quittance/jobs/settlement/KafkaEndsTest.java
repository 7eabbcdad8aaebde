package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.schemas.Partitions;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class KafkaEndsTest {
  @Test
  void settlements_written_standInTheirKeysPartition() {
    byte[] key = TestLedger.INSTANCE.person("payee").id().toBytes();
    ProducerRecord<byte[], byte[]> written =
        new TopicRecordWriter("settlements", 7)
            .serialize(new TopicRecord(key, new byte[] {1}), null, 5L);
    assertEquals(Partitions.of(key, 7), written.partition());
    assertEquals(null, written.timestamp());
    assertEquals("settlements", written.topic());
  }

  @Test
  void rejections_withoutAKey_areLeftToTheClient() {
    ProducerRecord<byte[], byte[]> written =
        new TopicRecordWriter("rejections", 0)
            .serialize(new TopicRecord(null, new byte[] {1}), null, null);
    assertEquals(null, written.partition());
    assertEquals(null, written.key());
  }

  @Test
  void ends_withoutAddressOrPartitions_areRefused() {
    Properties client = new Properties();
    assertThrows(IllegalArgumentException.class, () -> KafkaEnds.of("test", 1, client));
    client.setProperty("bootstrap.servers", "127.0.0.1:1");
    assertThrows(IllegalArgumentException.class, () -> KafkaEnds.of("test", 0, client));
    KafkaEnds.of("test", 1, client);
  }

  @Test
  void settings_thatThePromisesFix_areRefusedByName() {
    for (String setting :
        List.of("isolation.level", "acks", "enable.idempotence", "transaction.timeout.ms")) {
      Properties client = new Properties();
      client.setProperty("bootstrap.servers", "127.0.0.1:1");
      client.setProperty(setting, "0");
      String message =
          assertThrows(IllegalArgumentException.class, () -> KafkaEnds.of("test", 1, client))
              .getMessage();
      assertTrue(message.contains(setting), message);
    }
  }
}
