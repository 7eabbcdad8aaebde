package io.quittance.simulation;

import io.quittance.jobs.record.LogRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Kafka topic: records of transactions stand where they were written, and readers see them once
 * the transaction is committed, and nothing behind an open one.
 */
final class SimulatedTopic {
  private final List<List<Entry>> partitions = new ArrayList<>();

  private record Entry(LogRecord record, SimulatedTransaction transaction) {}

  SimulatedTopic(int partitions) {
    for (int i = 0; i < partitions; i++) {
      this.partitions.add(new ArrayList<>());
    }
  }

  /** Returns how many records were ever written. */
  long size() {
    return partitions.stream().mapToLong(List::size).sum();
  }

  /** Returns how many records were ever written to a partition. */
  long size(int partition) {
    return partitions.get(partition).size();
  }

  /** Appends a record of a transaction that decides whether it counts. */
  LogRecord append(
      int partition,
      byte[] key,
      byte[] value,
      long timestampMillis,
      SimulatedTransaction transaction) {
    List<Entry> log = partitions.get(partition);
    LogRecord record = new LogRecord(partition, log.size(), timestampMillis, key, value);
    log.add(new Entry(record, transaction));
    return record;
  }

  /** Returns the next record to be read from an offset on, if there is one yet. */
  Optional<LogRecord> next(int partition, long offset) {
    List<Entry> log = partitions.get(partition);
    for (int i = (int) offset; i < log.size(); i++) {
      Entry entry = log.get(i);
      if (entry.transaction().isOpen()) {
        return Optional.empty();
      } else if (entry.transaction().isCommitted()) {
        return Optional.of(entry.record());
      }
    }
    return Optional.empty();
  }

  /** Returns up to where all transactions of a partition have ended. */
  long stableEnd(int partition) {
    List<Entry> log = partitions.get(partition);
    int end = 0;
    while (end < log.size() && !log.get(end).transaction().isOpen()) {
      end++;
    }
    return end;
  }

  /** Returns all committed records, partition by partition. */
  List<LogRecord> committed() {
    List<LogRecord> records = new ArrayList<>();
    for (List<Entry> log : partitions) {
      for (Entry entry : log) {
        if (entry.transaction().isCommitted()) {
          records.add(entry.record());
        }
      }
    }
    return records;
  }
}
