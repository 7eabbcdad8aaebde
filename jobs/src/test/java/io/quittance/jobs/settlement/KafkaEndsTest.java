package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.schemas.Partitions;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Properties;
import org.apache.flink.connector.kafka.sink.KafkaSink;
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

  /** The task stands still while a checkpoint's new id asks the wrong one of several brokers. */
  @Test
  void settlements_askAgainAtOnce_whoseTransactionsTheyAre() throws Exception {
    Properties settlements = producer(((SettlementsSink) ends().settlements()).kafka());
    assertTrue(Integer.parseInt(settlements.getProperty("retry.backoff.ms")) <= 10);
    assertEquals("all", settlements.getProperty("acks"));
  }

  /** What nobody waits for goes in large requests, several at once; a receipt at once. */
  @Test
  void rejections_pressBackOnNobody() throws Exception {
    Properties rejections = producer(ends().rejections());
    assertTrue(Integer.parseInt(rejections.getProperty("linger.ms")) >= 20);
    assertTrue(Integer.parseInt(rejections.getProperty("batch.size")) >= 1 << 17);
    assertNull(rejections.getProperty("max.in.flight.requests.per.connection"));
    Properties receipts = producer(ends().receipts());
    assertEquals("0", receipts.getProperty("linger.ms"));
    assertEquals("1", receipts.getProperty("max.in.flight.requests.per.connection"));
  }

  /** A gap between entries is refused, so none may be given up before its checkpoint is. */
  @Test
  void entries_areWrittenInTheirOrder_untilTheirCheckpointIsGivenUp() throws Exception {
    Properties entries = producer(ends().entries());
    assertEquals("all", entries.getProperty("acks"));
    assertEquals("true", entries.getProperty("enable.idempotence"));
    assertEquals("1", entries.getProperty("max.in.flight.requests.per.connection"));
    assertEquals("0", entries.getProperty("linger.ms"));
    long checkpoint = FlinkSettings.CHECKPOINT_TIMEOUT.toMillis();
    assertTrue(Long.parseLong(entries.getProperty("delivery.timeout.ms")) > checkpoint);
    assertTrue(Long.parseLong(entries.getProperty("max.block.ms")) > checkpoint);
  }

  private static SettlementSinks ends() {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", "127.0.0.1:1");
    return KafkaEnds.of("test", 4, client).sinks(SettlementOptions.defaults());
  }

  /** Returns what a sink tells its producers, which it tells nobody else. */
  private static Properties producer(Object sink) throws Exception {
    Method settings = KafkaSink.class.getDeclaredMethod("getKafkaProducerConfig");
    settings.setAccessible(true);
    return (Properties) settings.invoke(sink);
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
        List.of(
            "isolation.level",
            "acks",
            "enable.idempotence",
            "transaction.timeout.ms",
            "max.in.flight.requests.per.connection",
            "retries",
            "delivery.timeout.ms",
            "max.block.ms")) {
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
