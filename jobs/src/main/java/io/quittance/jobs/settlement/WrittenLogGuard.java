package io.quittance.jobs.settlement;

import io.quittance.jobs.settlement.LogLook.Mark;
import io.quittance.network.kafka.LogIdentity;
import io.quittance.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Holds the job's state to a log that it writes and does not read, as {@link LogGuard} does with
 * one that it reads: by the cluster's id, the topic's id, the first record of each partition, and
 * how far the partitions were seen to reach. Each instance looks before anything is read; the first
 * one goes on to look every second.
 */
final class WrittenLogGuard implements AutoCloseable {
  private static final int NO_PARTITION = -1;
  private static final byte[] NO_DIGEST = {};

  private final Topic topic;
  private final LogComparison comparison;
  private final ListState<Tuple5<String, String, Integer, Long, byte[]>> state;
  private final Map<Integer, Long> lasts = new ConcurrentSkipListMap<>();
  private final Map<Integer, Mark> firsts = new ConcurrentSkipListMap<>();
  private Optional<LogIdentity> known = Optional.empty();
  private Optional<LogWatch> watch = Optional.empty();

  private WrittenLogGuard(
      Topic topic, ListState<Tuple5<String, String, Integer, Long, byte[]>> state)
      throws Exception {
    this.topic = topic;
    this.comparison = new LogComparison(topic, "it was written to");
    this.state = state;
    for (Tuple5<String, String, Integer, Long, byte[]> one : state.get()) {
      known = Optional.of(new LogIdentity(one.f0, one.f1));
      if (one.f2 != NO_PARTITION && one.f4.length == 0) {
        lasts.put(one.f2, one.f3);
      } else if (one.f2 != NO_PARTITION) {
        firsts.put(one.f2, new Mark(one.f3, one.f4));
      }
    }
  }

  /**
   * Makes the guard; nothing for a ledger whose records go to no topic.
   *
   * @param instance the operator's instance, from 0
   * @throws SuppressRestartsException if the topic is another log; trying again would not help
   */
  static Optional<WrittenLogGuard> restore(
      OperatorStateStore store, LedgerSetup ledger, Topic topic, int instance) throws Exception {
    Optional<Supplier<LogLook>> looks = ledger.looksAt(topic);
    if (looks.isEmpty()) {
      return Optional.empty();
    }
    WrittenLogGuard guard =
        new WrittenLogGuard(topic, store.getUnionListState(StateDescriptors.SETTLEMENTS_LOG));
    if (instance == 0 || guard.known.isPresent()) {
      guard.look(looks.get().get(), ledger.network().commandPartitions(), instance == 0);
    }
    return Optional.of(guard);
  }

  private void look(LogLook look, int partitions, boolean goesOn) throws SuppressRestartsException {
    try {
      LogIdentity now = comparison.identity(look, known);
      known = Optional.of(now);
      comparison.requireReachable(look, lasts);
      for (Map.Entry<Integer, Mark> first : firsts.entrySet()) {
        comparison.requireRecord(look, first.getKey(), first.getValue());
      }
      Set<Integer> all = IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
      if (goesOn) {
        watch = Optional.of(LogWatch.start(look, topic, now, same -> remember(same, all)));
      }
    } finally {
      if (watch.isEmpty()) {
        look.close();
      }
    }
  }

  /** Looks how far the log reaches, and for first records; in the watch's thread. */
  private void remember(LogLook look, Set<Integer> all) {
    new TreeMap<>(look.ends(all))
        .forEach(
            (partition, end) -> {
              if (end > 0) {
                lasts.put(partition, end - 1);
                if (!firsts.containsKey(partition)) {
                  look.firstFrom(partition, 0).ifPresent(mark -> firsts.put(partition, mark));
                }
              }
            });
  }

  /**
   * Checks that the topic is still the log it was when the job started.
   *
   * @throws SuppressRestartsException if it was seen to be another
   */
  void requireUnchanged() throws SuppressRestartsException {
    Optional<String> change = watch.flatMap(LogWatch::change);
    if (change.isPresent()) {
      throw comparison.refusal(change.get());
    }
  }

  /** Puts into the state which log it belongs to, and how far. */
  void snapshot() throws Exception {
    requireUnchanged();
    if (watch.isEmpty()) {
      // The first instance says all there is to say.
      state.clear();
      return;
    }
    LogIdentity log = known.orElseThrow();
    List<Tuple5<String, String, Integer, Long, byte[]>> all = new ArrayList<>();
    all.add(Tuple5.of(log.clusterId(), log.topicId(), NO_PARTITION, 0L, NO_DIGEST));
    lasts.forEach(
        (partition, last) ->
            all.add(Tuple5.of(log.clusterId(), log.topicId(), partition, last, NO_DIGEST)));
    firsts.forEach(
        (partition, mark) ->
            all.add(
                Tuple5.of(
                    log.clusterId(), log.topicId(), partition, mark.offset(), mark.digest())));
    state.update(all);
  }

  @Override
  public void close() {
    watch.ifPresent(LogWatch::close);
  }
}
