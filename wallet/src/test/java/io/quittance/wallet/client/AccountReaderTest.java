package io.quittance.wallet.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.network.QuittanceException;
import io.quittance.network.kafka.KafkaSettings;
import io.quittance.network.kafka.LogReader;
import io.quittance.schemas.AccountId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AccountReaderTest {
  private static final TopicPartition PARTITION = new TopicPartition("receipts", 3);
  private static final AccountId ACCOUNT = AccountId.of(new byte[32]);
  private static final int BATCH = 10;
  private static final int RECORDS = 5 * BATCH;

  /** A partition may hold more than memory does: all accounts' records stand in it, for ever. */
  @Test
  void batch_isLookedAtBeforeTheNextIsRead() throws QuittanceException {
    long[] given = new long[1];
    MockConsumer<byte[], byte[]> consumer =
        new MockConsumer<>("earliest") {
          @Override
          public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            for (int i = 0; i < BATCH && given[0] < RECORDS; i++) {
              addRecord(
                  new ConsumerRecord<>(
                      PARTITION.topic(),
                      PARTITION.partition(),
                      given[0]++,
                      ACCOUNT.toBytes(),
                      new byte[1]));
            }
            return super.poll(timeout);
          }
        };
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) RECORDS));
    List<Long> ahead = new ArrayList<>();
    LogReader log = new LogReader("", KafkaSettings.NONE, consumer);
    AccountReader.Tail<Long> tail =
        new AccountReader<>(
                log,
                PARTITION,
                ACCOUNT,
                record -> {
                  ahead.add(given[0] - record.offset());
                  return Optional.of(record.offset());
                })
            .read(Optional.empty());
    assertEquals(IntStream.range(0, RECORDS).mapToObj(i -> (long) i).toList(), tail.found());
    assertEquals(RECORDS - 1, tail.mark().orElseThrow().lastOffset());
    assertEquals(BATCH, ahead.stream().max(Long::compare).orElseThrow());
  }
}
