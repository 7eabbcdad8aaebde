package io.quittance.simulation;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.settlement.FinalLane;
import io.quittance.jobs.settlement.OffsetRange;
import io.quittance.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/** The topics that lost events are looked for in, and derived again from. */
final class SimulatedFinalLane implements FinalLane {
  /** The job crashed while it made a lost transaction good. */
  static final class CrashException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final SimulatedKafka kafka;
  private final Tampering tampering;
  private final RandomGenerator random;

  /** What the broker remembers of transactions that make others good. */
  private final Map<String, SimulatedTransaction> named = new HashMap<>();

  private boolean crashes;

  SimulatedFinalLane(SimulatedKafka kafka, Tampering tampering, RandomGenerator random) {
    this.kafka = kafka;
    this.tampering = tampering;
    this.random = random;
  }

  /** Says whether the job crashes at the next commit: before it, or before it is told. */
  void letNextCommitCrash(boolean crash) {
    crashes = crash;
  }

  /** Transactions that are open are ended, and what they were forgotten. */
  void forgetOpen() {
    named.values().forEach(SimulatedTransaction::abort);
    named.values().removeIf(SimulatedTransaction::isAborted);
  }

  /** The broker forgets which transactions there were; those that are open time out before. */
  void forget() {
    forgetOpen();
    named.clear();
  }

  @Override
  public Map<Integer, Long> stableEnds(Set<Integer> partitions) {
    return ends(partitions, kafka.settlements()::stableEnd);
  }

  @Override
  public Map<Integer, Long> ends(Set<Integer> partitions) {
    return ends(partitions, kafka.settlements()::size);
  }

  private static Map<Integer, Long> ends(Set<Integer> partitions, ToLongFunction<Integer> end) {
    Map<Integer, Long> ends = new HashMap<>();
    partitions.forEach(partition -> ends.put(partition, end.applyAsLong(partition)));
    return ends;
  }

  @Override
  public void settlements(int partition, long begin, long end, Visitor visitor) {
    visit(kafka.settlements(), partition, new OffsetRange(begin, end - 1), visitor);
  }

  @Override
  public void journal(int partition, OffsetRange offsets, Visitor visitor) {
    visit(kafka.journal(), partition, offsets, visitor);
  }

  private static void visit(
      SimulatedTopic topic, int partition, OffsetRange offsets, Visitor visitor) {
    Optional<LogRecord> next = topic.next(partition, offsets.first());
    while (next.isPresent() && next.get().offset() <= offsets.last() && visitor.visit(next.get())) {
      next = topic.next(partition, next.get().offset() + 1);
    }
  }

  @Override
  public boolean isCommitted(String name) {
    return Optional.ofNullable(named.get(name))
        .filter(SimulatedTransaction::isCommitted)
        .isPresent();
  }

  @Override
  public Transaction begin(String name) {
    Optional.ofNullable(named.get(name)).ifPresent(SimulatedTransaction::abort);
    SimulatedTransaction transaction = kafka.begin();
    named.put(name, transaction);
    return new Transaction() {
      @Override
      public void write(SettledRecord event) {
        TopicRecord record = new TopicRecord(event.key(), event.value());
        for (TopicRecord written : tampering.written(Topics.SETTLEMENTS, record)) {
          kafka.write(Topics.SETTLEMENTS, written, transaction);
        }
      }

      @Override
      public void commit() {
        boolean crash = crashes;
        crashes = false;
        if (crash && random.nextBoolean()) {
          throw new CrashException();
        }
        transaction.commit();
        if (crash) {
          throw new CrashException();
        }
      }

      /** Whoever begins one of that name again aborts what is open. */
      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
