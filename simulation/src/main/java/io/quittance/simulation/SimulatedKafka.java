package io.quittance.simulation;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.util.ArrayList;
import java.util.List;

/** The broker: the topics, its clock, and the transactions that it may give up. */
final class SimulatedKafka {
  static final long START_MILLIS = 1_000_000;

  private final SimulatedTopic journal;
  private final SimulatedTopic settlements;

  /** Where the job writes entries and events: the topics it reads, unless those are history. */
  private final SimulatedTopic entries;

  private final SimulatedTopic settled;
  private final SimulatedTopic balances = new SimulatedTopic(1);
  private final SimulatedTopic receipts;
  private final List<SimulatedTransaction> open = new ArrayList<>();
  private final int partitions;
  private Reader reader = (topic, record) -> {};
  private long nowMillis = START_MILLIS;
  private long producers;

  /** Who reads entries and receipts as soon as they arrive. */
  interface Reader {
    void arrived(Topic topic, LogRecord record);
  }

  SimulatedKafka(int partitions) {
    this.partitions = partitions;
    this.journal = new SimulatedTopic(partitions);
    this.entries = journal;
    this.settlements = new SimulatedTopic(partitions);
    this.settled = settlements;
    this.receipts = new SimulatedTopic(partitions);
  }

  private SimulatedKafka(SimulatedKafka history) {
    this.partitions = history.partitions;
    this.journal = history.journal;
    this.entries = new SimulatedTopic(partitions);
    this.settlements = history.settlements;
    this.settled = new SimulatedTopic(partitions);
    this.receipts = new SimulatedTopic(partitions);
  }

  /** Returns a broker with the same journal and settlements to read; what is written goes apart. */
  SimulatedKafka replayed() {
    return new SimulatedKafka(this);
  }

  int partitions() {
    return partitions;
  }

  long nowMillis() {
    return nowMillis;
  }

  /** Says who reads what arrives. */
  void toldTo(Reader whom) {
    reader = whom;
  }

  SimulatedTopic journal() {
    return journal;
  }

  SimulatedTopic receipts() {
    return receipts;
  }

  /** Returns where the job's own writer puts a record. */
  int partition(TopicRecord record) {
    return Partitions.of(record.key(), partitions);
  }

  SimulatedTopic settlements() {
    return settlements;
  }

  SimulatedTopic balances() {
    return balances;
  }

  /** Appends what somebody else than the job writes to the journal. */
  LogRecord send(int partition, byte[] key, byte[] value) {
    return journal.append(partition, key, value, nowMillis, SimulatedTransaction.NONE);
  }

  SimulatedTransaction begin() {
    SimulatedTransaction transaction = SimulatedTransaction.begin(++producers, nowMillis);
    open.add(transaction);
    return transaction;
  }

  /** Writes to a topic, where and as the job's own writer would. */
  LogRecord write(Topic topic, TopicRecord record, SimulatedTransaction transaction) {
    SimulatedTopic to =
        topic.equals(Topics.SETTLEMENTS)
            ? settled
            : topic.equals(Topics.JOURNAL)
                ? entries
                : topic.equals(Topics.RECEIPTS) ? receipts : balances;
    int partition = topic.equals(Topics.BALANCES) ? 0 : partition(record);
    LogRecord written = to.append(partition, record.key(), record.value(), nowMillis, transaction);
    reader.arrived(topic, written);
    return written;
  }

  boolean hasOpenTransactions() {
    open.removeIf(transaction -> !transaction.isOpen());
    return !open.isEmpty();
  }

  /** Lets time pass; transactions that are too old by then are given up. */
  int pass(long millis, long timeoutMillis) {
    nowMillis += millis;
    int givenUp = 0;
    for (SimulatedTransaction transaction : open) {
      if (transaction.isOpen() && nowMillis - transaction.beganMillis() > timeoutMillis) {
        transaction.abort();
        givenUp++;
      }
    }
    open.removeIf(transaction -> !transaction.isOpen());
    return givenUp;
  }
}
