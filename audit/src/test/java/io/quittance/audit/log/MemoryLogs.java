package io.quittance.audit.log;

import io.quittance.network.kafka.LogIdentity;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Topics in memory, to be doctored; partitions are read one after the other. */
public final class MemoryLogs implements Logs {
  private final int partitions;
  private int generation;
  private final Map<Topic, List<List<ConsumerRecord<byte[], byte[]>>>> topics = new HashMap<>();

  public MemoryLogs(int partitions) {
    this.partitions = partitions;
    for (Topic topic : Topics.all()) {
      List<List<ConsumerRecord<byte[], byte[]>>> all = new ArrayList<>();
      for (int partition = 0; partition < partitions; partition++) {
        all.add(new ArrayList<>());
      }
      topics.put(topic, all);
    }
  }

  /** The records of a partition: what is added or removed is so in the log. */
  public List<ConsumerRecord<byte[], byte[]>> partition(Topic topic, int partition) {
    return topics.get(topic).get(partition);
  }

  /** Appends a record and returns it. */
  public ConsumerRecord<byte[], byte[]> append(
      Topic topic, int partition, long timestampMillis, byte[] key, byte[] value) {
    List<ConsumerRecord<byte[], byte[]>> records = partition(topic, partition);
    long offset = records.isEmpty() ? 0 : records.get(records.size() - 1).offset() + 1;
    ConsumerRecord<byte[], byte[]> record =
        record(topic.name(), partition, offset, timestampMillis, key, value, new RecordHeaders());
    records.add(record);
    return record;
  }

  /** The same record with another value. */
  public static ConsumerRecord<byte[], byte[]> withValue(
      ConsumerRecord<byte[], byte[]> old, byte[] value) {
    return record(
        old.topic(),
        old.partition(),
        old.offset(),
        old.timestamp(),
        old.key(),
        value,
        old.headers());
  }

  /** Makes a record. */
  public static ConsumerRecord<byte[], byte[]> record(
      String topic,
      int partition,
      long offset,
      long timestampMillis,
      byte[] key,
      byte[] value,
      Headers headers) {
    return new ConsumerRecord<>(
        topic,
        partition,
        offset,
        timestampMillis,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        key,
        value,
        headers,
        Optional.empty());
  }

  @Override
  public boolean have(Topic topic) {
    return topics.containsKey(topic);
  }

  /** Lets the topics be other ones, though of the same names and records. */
  public void createAnew() {
    generation++;
  }

  @Override
  public Optional<LogIdentity> identity(Topic topic) {
    return Optional.of(new LogIdentity("memory", topic.name() + "/" + generation));
  }

  @Override
  public List<Extent> extents(Topic topic) {
    List<Extent> extents = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      List<ConsumerRecord<byte[], byte[]>> records = partition(topic, partition);
      extents.add(
          records.isEmpty()
              ? new Extent(0, 0)
              : new Extent(0, records.get(records.size() - 1).offset() + 1));
    }
    return extents;
  }

  @Override
  public LogScan read(Topic topic, List<Extent> stretches) {
    List<List<ConsumerRecord<byte[], byte[]>>> batches = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      Extent stretch = stretches.get(partition);
      batches.add(
          partition(topic, partition).stream()
              .filter(r -> r.offset() >= stretch.begin() && r.offset() < stretch.end())
              .toList());
    }
    return new Scan(stretches, batches);
  }

  @Override
  public void close() {}

  private static final class Scan implements LogScan {
    private final List<Extent> stretches;
    private final List<List<ConsumerRecord<byte[], byte[]>>> batches;
    private int read;

    Scan(List<Extent> stretches, List<List<ConsumerRecord<byte[], byte[]>>> batches) {
      this.stretches = stretches;
      this.batches = batches;
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> next() {
      while (read < batches.size()) {
        List<ConsumerRecord<byte[], byte[]>> batch = batches.get(read++);
        if (!batch.isEmpty()) {
          return batch;
        }
      }
      return List.of();
    }

    @Override
    public List<Long> positions() {
      List<Long> positions = new ArrayList<>();
      for (int partition = 0; partition < stretches.size(); partition++) {
        Extent stretch = stretches.get(partition);
        positions.add(partition < read ? stretch.end() : stretch.begin());
      }
      return positions;
    }

    @Override
    public void close() {}
  }
}
