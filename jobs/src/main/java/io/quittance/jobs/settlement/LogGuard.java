package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.settlement.LogLook.Mark;
import io.quittance.network.kafka.LogIdentity;
import io.quittance.network.kafka.RecordDigest;
import io.quittance.schemas.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Holds an operator's state to the log that it was made from. The source remembers offsets only,
 * and an offset is as good in any log: a topic that was deleted and created again, or a broker that
 * was set up anew or restored from an old copy, would be gone on with in the middle.
 *
 * <p>Three things tell a log: the cluster's id, the topic's id, and what the last record was that
 * was read of each partition. Each instance that has state compares the ids, and how far the
 * partitions reach, before anything is read; the first one compares the ids again every second. The
 * last record of a partition is compared by whichever instance reads on behind it, before it passes
 * anything on.
 *
 * <p>A topic that is created anew under a running job, and filled beyond the job's offsets within
 * that second, is noticed by a second's records too late: the state stays refused for ever then.
 */
public final class LogGuard implements AutoCloseable {
  /** In the place of a partition's number where only the log is named. */
  private static final int NO_PARTITION = -1;

  private final Topic topic;
  private final LogComparison comparison;
  private final ListState<Tuple5<String, String, Integer, Long, byte[]>> state;
  private final Supplier<LogLook> looks;
  private final boolean firstInstance;
  private final Optional<LogIdentity> known;
  private final Map<Integer, Mark> restored = new HashMap<>();
  private final Map<Integer, Mark> unchecked = new HashMap<>();
  private final Map<Integer, LogRecord> read = new HashMap<>();
  private Optional<LogIdentity> present = Optional.empty();
  private Optional<LogWatch> watch = Optional.empty();

  private LogGuard(
      Topic topic,
      ListState<Tuple5<String, String, Integer, Long, byte[]>> state,
      Supplier<LogLook> looks,
      boolean firstInstance)
      throws Exception {
    this.topic = topic;
    this.comparison = new LogComparison(topic, "it was made from");
    this.state = state;
    this.looks = looks;
    this.firstInstance = firstInstance;
    LogIdentity named = null;
    for (Tuple5<String, String, Integer, Long, byte[]> one : state.get()) {
      named = new LogIdentity(one.f0, one.f1);
      if (one.f2 != NO_PARTITION) {
        restored.merge(one.f2, new Mark(one.f3, one.f4), (a, b) -> a.offset() < b.offset() ? b : a);
      }
    }
    known = Optional.ofNullable(named);
    unchecked.putAll(restored);
  }

  /**
   * Makes the guard of an operator behind a topic's source, with what the operator's state says.
   *
   * @param looks opens a look at the topic
   * @param instance the operator's instance, from 0
   * @throws SuppressRestartsException if the topic is another log; trying again would not help
   */
  public static LogGuard restore(
      OperatorStateStore store, Topic topic, Supplier<LogLook> looks, int instance)
      throws Exception {
    LogGuard guard =
        new LogGuard(topic, store.getUnionListState(StateDescriptors.LOG), looks, instance == 0);
    if (guard.firstInstance || !guard.restored.isEmpty()) {
      guard.look(looks.get());
    }
    return guard;
  }

  /** As the other; nothing for a ledger whose records come from no topic. */
  static Optional<LogGuard> restore(
      OperatorStateStore store, LedgerSetup ledger, Topic topic, int instance) throws Exception {
    Optional<Supplier<LogLook>> looks = ledger.looksAt(topic);
    return looks.isEmpty()
        ? Optional.empty()
        : Optional.of(restore(store, topic, looks.get(), instance));
  }

  /** Compares before anything is read; the first instance goes on looking. */
  private void look(LogLook look) throws SuppressRestartsException {
    try {
      present = Optional.of(comparison.identity(look, known));
      requireReachable(look);
      if (firstInstance) {
        watch = Optional.of(LogWatch.start(look, topic, present.orElseThrow()));
      }
    } finally {
      if (watch.isEmpty()) {
        look.close();
      }
    }
  }

  /**
   * Checks that every partition reaches as far as the state: where one ends before, the source
   * fails for want of its offset and is started again for ever, and never says why. Each instance
   * looks, because it is ready before the source in front of it begins to read.
   */
  private void requireReachable(LogLook look) throws SuppressRestartsException {
    Map<Integer, Long> lasts = new HashMap<>();
    restored.forEach((partition, last) -> lasts.put(partition, last.offset()));
    comparison.requireReachable(look, lasts);
  }

  /**
   * Checks a record before anything becomes of it.
   *
   * @throws SuppressRestartsException if it does not stand in the log that the state was made from
   */
  public void read(LogRecord record) throws SuppressRestartsException {
    requireUnchanged();
    if (present.isEmpty() || unchecked.containsKey(record.partition())) {
      check(record.partition());
    }
    read.put(record.partition(), record);
  }

  /**
   * Checks that the topic is still the log it was when the job started.
   *
   * @throws SuppressRestartsException if it was seen to be another
   */
  public void requireUnchanged() throws SuppressRestartsException {
    Optional<String> change = watch.flatMap(LogWatch::change);
    if (change.isPresent()) {
      throw comparison.refusal(change.get());
    }
  }

  private void check(int partition) throws SuppressRestartsException {
    try (LogLook look = looks.get()) {
      if (present.isEmpty()) {
        present = Optional.of(comparison.identity(look, known));
      }
      Mark last = unchecked.get(partition);
      if (last != null) {
        comparison.requireRecord(look, partition, last);
        unchecked.remove(partition);
      }
    }
  }

  /** Puts into the state which log it belongs to, and how far. */
  public void snapshot() throws Exception {
    requireUnchanged();
    state.clear();
    if (present.isEmpty()) {
      return;
    }
    LogIdentity log = present.get();
    List<Tuple5<String, String, Integer, Long, byte[]>> all = new ArrayList<>();
    all.add(Tuple5.of(log.clusterId(), log.topicId(), NO_PARTITION, 0L, new byte[0]));
    Map<Integer, Mark> lasts = new HashMap<>(firstInstance ? restored : Map.of());
    read.forEach(
        (partition, record) ->
            lasts.put(
                partition,
                new Mark(
                    record.offset(),
                    RecordDigest.of(record.timestampMillis(), record.key(), record.value()))));
    lasts.forEach(
        (partition, last) ->
            all.add(
                Tuple5.of(
                    log.clusterId(), log.topicId(), partition, last.offset(), last.digest())));
    state.addAll(all);
  }

  @Override
  public void close() {
    watch.ifPresent(LogWatch::close);
  }
}
