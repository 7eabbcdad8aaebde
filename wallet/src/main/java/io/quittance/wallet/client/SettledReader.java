package io.quittance.wallet.client;

import io.quittance.network.QuittanceException;
import io.quittance.network.kafka.LogCursor;
import io.quittance.network.kafka.LogReader;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.ReadMark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads one account's final events, from where they were read to the last time. */
final class SettledReader {
  private final LogReader log;
  private final TopicPartition partition;
  private final byte[] key;
  private final List<Settled> events = new ArrayList<>();
  private Optional<ReadMark> mark = Optional.empty();

  /**
   * A reader that serves once.
   *
   * @param log sees only what is final
   * @param partition where the account's events stand
   */
  SettledReader(LogReader log, TopicPartition partition, AccountId account) {
    this.log = log;
    this.partition = partition;
    this.key = account.toBytes();
  }

  /** The events behind a mark if the log still has the mark's event there; else all of them. */
  SettledTail read(Optional<ReadMark> known) throws QuittanceException {
    long begin = log.begins(List.of(partition)).get(partition);
    long end = log.ends(List.of(partition)).get(partition);
    boolean continued = known.isPresent() && stands(known.get(), begin, end);
    if (continued) {
      mark = known;
    }
    long from = continued ? known.get().nextOffset() : begin;
    for (ConsumerRecord<byte[], byte[]> record : records(from, end)) {
      if (Arrays.equals(record.key(), key)) {
        events.add(KafkaQuittanceClient.decode(Settled.class, record));
        mark = Optional.of(ReadMark.behind(partition.partition(), record.offset(), record.value()));
      }
    }
    return new SettledTail(events, mark.map(last -> last.upTo(end)), continued);
  }

  private boolean stands(ReadMark known, long begin, long end) throws QuittanceException {
    if (known.partition() != partition.partition()
        || known.lastOffset() < begin
        || known.nextOffset() > end) {
      return false;
    }
    List<ConsumerRecord<byte[], byte[]>> last = records(known.lastOffset(), known.lastOffset() + 1);
    return last.size() == 1
        && Arrays.equals(last.get(0).key(), key)
        && last.get(0).value() != null
        && known.isLast(last.get(0).value());
  }

  private List<ConsumerRecord<byte[], byte[]>> records(long from, long to)
      throws QuittanceException {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    LogCursor cursor = log.read(Map.of(partition, from), Map.of(partition, to));
    List<ConsumerRecord<byte[], byte[]>> batch;
    while (!(batch = cursor.next()).isEmpty()) {
      records.addAll(batch);
    }
    return records;
  }
}
