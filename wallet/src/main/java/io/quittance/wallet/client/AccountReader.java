package io.quittance.wallet.client;

import io.quittance.network.QuittanceException;
import io.quittance.network.kafka.LogCursor;
import io.quittance.network.kafka.LogReader;
import io.quittance.schemas.AccountId;
import io.quittance.wallet.account.ReadMark;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what stands under one account's key in a topic, from where it was read to the last time.
 *
 * @param <T> what is made of a record
 */
final class AccountReader<T> {
  private final LogReader log;
  private final TopicPartition partition;
  private final byte[] key;
  private final Parser<T> parser;
  private final List<T> found = new ArrayList<>();
  private Optional<ReadMark> mark = Optional.empty();

  /** Makes something of a record, or passes it over. */
  interface Parser<T> {
    Optional<T> parse(ConsumerRecord<byte[], byte[]> record) throws QuittanceException;
  }

  /**
   * What was read.
   *
   * @param found in log order
   * @param mark behind the account's last record, for the next time; nothing if it has none
   * @param continued whether it goes on from the mark that was given, be that nothing; else the
   *     mark stands nowhere any more, and it is all there is
   */
  record Tail<T>(List<T> found, Optional<ReadMark> mark, boolean continued) {}

  /**
   * A reader that serves once.
   *
   * @param partition where the account's records stand
   */
  AccountReader(LogReader log, TopicPartition partition, AccountId account, Parser<T> parser) {
    this.log = log;
    this.partition = partition;
    this.key = account.toBytes();
    this.parser = parser;
  }

  /** The records behind a mark if the log still has the mark's record there; else all of them. */
  Tail<T> read(Optional<ReadMark> known) throws QuittanceException {
    long begin = log.begins(List.of(partition)).get(partition);
    long end = log.ends(List.of(partition)).get(partition);
    boolean stands = known.isPresent() && stands(known.get(), begin, end);
    if (stands) {
      mark = known;
    }
    long from = stands ? known.get().nextOffset() : begin;
    LogCursor cursor = log.read(Map.of(partition, from), Map.of(partition, end));
    List<ConsumerRecord<byte[], byte[]>> batch;
    while (!(batch = cursor.next()).isEmpty()) {
      take(batch);
    }
    return new Tail<>(
        List.copyOf(found), mark.map(last -> last.upTo(end)), stands || known.isEmpty());
  }

  /**
   * Takes what is the account's out of a batch. The rest of the partition is others', and may be
   * far more than memory holds.
   */
  private void take(List<ConsumerRecord<byte[], byte[]>> batch) throws QuittanceException {
    ConsumerRecord<byte[], byte[]> last = null;
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      if (Arrays.equals(record.key(), key)) {
        parser.parse(record).ifPresent(found::add);
        last = record;
      }
    }
    if (last != null) {
      byte[] value = last.value() == null ? new byte[0] : last.value();
      mark = Optional.of(ReadMark.behind(partition.partition(), last.offset(), value));
    }
  }

  private boolean stands(ReadMark known, long begin, long end) throws QuittanceException {
    if (known.partition() != partition.partition()
        || known.lastOffset() < begin
        || known.nextOffset() > end) {
      return false;
    }
    List<ConsumerRecord<byte[], byte[]>> last =
        log.read(Map.of(partition, known.lastOffset()), Map.of(partition, known.lastOffset() + 1))
            .next();
    return last.size() == 1
        && Arrays.equals(last.get(0).key(), key)
        && last.get(0).value() != null
        && known.isLast(last.get(0).value());
  }
}
