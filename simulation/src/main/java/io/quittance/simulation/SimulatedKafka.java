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

  private final SimulatedTopic commands;
  private final SimulatedTopic settlements;

  /** Where settled events are written: the topic they are read from, unless that is history. */
  private final SimulatedTopic settled;

  private final SimulatedTopic balances = new SimulatedTopic(1);
  private final List<SimulatedTransaction> open = new ArrayList<>();
  private final int partitions;
  private long nowMillis = START_MILLIS;

  SimulatedKafka(int partitions) {
    this.partitions = partitions;
    this.commands = new SimulatedTopic(partitions);
    this.settlements = new SimulatedTopic(partitions);
    this.settled = settlements;
  }

  private SimulatedKafka(SimulatedKafka history) {
    this.partitions = history.partitions;
    this.commands = history.commands;
    this.settlements = history.settlements;
    this.settled = new SimulatedTopic(partitions);
  }

  /**
   * Returns a broker with the same commands and settlements to read; what is written goes apart.
   */
  SimulatedKafka replayed() {
    return new SimulatedKafka(this);
  }

  int partitions() {
    return partitions;
  }

  long nowMillis() {
    return nowMillis;
  }

  SimulatedTopic commands() {
    return commands;
  }

  SimulatedTopic settlements() {
    return settlements;
  }

  SimulatedTopic balances() {
    return balances;
  }

  /** Appends a record to the commands topic. */
  LogRecord send(int partition, byte[] key, byte[] value) {
    return commands.append(partition, key, value, nowMillis, SimulatedTransaction.NONE);
  }

  SimulatedTransaction begin() {
    SimulatedTransaction transaction = SimulatedTransaction.begin(nowMillis);
    open.add(transaction);
    return transaction;
  }

  /** Writes to a topic, where and as the job's own writer would. */
  void write(Topic topic, TopicRecord record, SimulatedTransaction transaction) {
    if (topic.equals(Topics.SETTLEMENTS)) {
      int partition = Partitions.of(record.key(), partitions);
      settled.append(partition, record.key(), record.value(), nowMillis, transaction);
    } else {
      balances.append(0, record.key(), record.value(), nowMillis, transaction);
    }
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
