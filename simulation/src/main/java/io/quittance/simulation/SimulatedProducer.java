package io.quittance.simulation;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The producer of one task's sink that writes at least once: idempotent, with one request in
 * flight, so that the records of a partition arrive in their order, and those of different
 * partitions in any.
 *
 * <p>A request may time out, with or without having arrived; those behind it arrive all the same,
 * and the producer has failed: its next flush does, and the job starts again.
 */
final class SimulatedProducer {
  private static final int MOST_RECORDS = 6;

  /** Of entries there are fewer, and only what is lost of them leaves a gap. */
  private static final int ENTRY_REQUESTS_PER_FAILURE = 6;

  private static final int RECEIPT_REQUESTS_PER_FAILURE = 40;

  private final Topic topic;
  private final SimulatedKafka kafka;
  private final boolean keepsOrder;
  private final TreeMap<Integer, Deque<TopicRecord>> waiting = new TreeMap<>();
  private boolean failed;

  SimulatedProducer(Topic topic, SimulatedKafka kafka, boolean keepsOrder) {
    this.topic = topic;
    this.kafka = kafka;
    this.keepsOrder = keepsOrder;
  }

  void send(TopicRecord record) {
    waiting.computeIfAbsent(kafka.partition(record), any -> new ArrayDeque<>()).add(record);
  }

  /** Returns whether everything has arrived, or was given up. */
  boolean isIdle() {
    return waiting.isEmpty();
  }

  /** Returns whether a request has timed out, so that the job cannot go on. */
  boolean hasFailed() {
    return failed;
  }

  /** Lets the next request of some partition come to its end. */
  void transmit(RandomGenerator random, boolean mayFail) {
    List<Integer> partitions = List.copyOf(waiting.keySet());
    int partition = partitions.get(random.nextInt(partitions.size()));
    Deque<TopicRecord> records = waiting.get(partition);
    int size = Math.min(records.size(), 1 + random.nextInt(MOST_RECORDS));
    boolean timesOut = mayFail && random.nextInt(requestsPerFailure()) == 0;
    boolean arrives = !timesOut || random.nextInt(4) == 0;
    failed |= timesOut;
    for (int i = 0; i < size; i++) {
      boolean next = keepsOrder || random.nextBoolean();
      TopicRecord record = next ? records.removeFirst() : records.removeLast();
      if (arrives) {
        kafka.write(topic, record, SimulatedTransaction.NONE);
      }
    }
    if (records.isEmpty()) {
      waiting.remove(partition);
    }
  }

  private int requestsPerFailure() {
    return topic.equals(Topics.JOURNAL) ? ENTRY_REQUESTS_PER_FAILURE : RECEIPT_REQUESTS_PER_FAILURE;
  }

  /** Lets all requests come to their ends. */
  void flush(RandomGenerator random, boolean mayFail) {
    while (!isIdle()) {
      transmit(random, mayFail);
    }
  }
}
