package io.quittance.jobs.settlement;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.asset.Assets;
import io.quittance.ledger.asset.AuditorRotation;
import io.quittance.ledger.receipt.OperatorKeys;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Holds a ledger to what its network said of the times it has read: keys take effect at times of
 * the log, and one that took effect before would judge again, otherwise, what has been answered.
 */
final class TimetableGuard {
  private static final String EMPTY = "";

  private final ListState<Tuple3<Long, Long, String>> state;
  private final SortedMap<Long, TreeSet<String>> timetable;
  private long highestMillis;

  private TimetableGuard(
      ListState<Tuple3<Long, Long, String>> state,
      SortedMap<Long, TreeSet<String>> timetable,
      long highestMillis) {
    this.state = state;
    this.timetable = timetable;
    this.highestMillis = highestMillis;
  }

  /**
   * Guards the keys that receipts are signed with.
   *
   * @throws SuppressRestartsException if the restored state names others for a time that commands
   *     were read of; trying again would not help
   */
  static TimetableGuard operatorKeys(OperatorStateStore store, OperatorKeys keys) throws Exception {
    SortedMap<Long, TreeSet<String>> timetable = new TreeMap<>();
    keys.all().forEach(key -> enter(timetable, key.fromMillis(), key.key().toString()));
    return restore(
        store,
        StateDescriptors.OPERATOR_KEYS,
        timetable,
        "The receipts of commands up to %s were signed with other operator keys than the network"
            + " names for that time: a new key can only sign from a later time on, and a former one"
            + " stays in the list.");
  }

  /**
   * Guards the keys that amounts are encrypted with for the assets' auditors.
   *
   * @throws SuppressRestartsException as above
   */
  static TimetableGuard auditorKeys(OperatorStateStore store, Assets assets) throws Exception {
    SortedMap<Long, TreeSet<String>> timetable = new TreeMap<>();
    enter(timetable, 0, EMPTY);
    for (Asset asset : assets.all()) {
      for (AuditorRotation rotation : asset.auditors().rotations()) {
        enter(
            timetable,
            rotation.fromMillis(),
            asset.id() + " " + rotation.key() + " " + rotation.graceMillis());
      }
    }
    return restore(
        store,
        StateDescriptors.AUDITOR_KEYS,
        timetable,
        "Transfers up to %s were judged by other auditors' keys than the network names for that"
            + " time: a new epoch can only begin at a later time, and a former one stays in the"
            + " list.");
  }

  private static TimetableGuard restore(
      OperatorStateStore store,
      ListStateDescriptor<Tuple3<Long, Long, String>> descriptor,
      SortedMap<Long, TreeSet<String>> timetable,
      String problem)
      throws Exception {
    ListState<Tuple3<Long, Long, String>> state = store.getUnionListState(descriptor);
    long highestMillis = -1;
    SortedMap<Long, TreeSet<String>> known = new TreeMap<>();
    for (Tuple3<Long, Long, String> restored : state.get()) {
      highestMillis = Math.max(highestMillis, restored.f0);
      enter(known, restored.f1, restored.f2);
    }
    long after = highestMillis + 1;
    if (highestMillis >= 0 && !known.headMap(after).equals(timetable.headMap(after))) {
      throw new SuppressRestartsException(
          new IllegalStateException(String.format(problem, Instant.ofEpochMilli(highestMillis))));
    }
    return new TimetableGuard(state, timetable, highestMillis);
  }

  private static void enter(SortedMap<Long, TreeSet<String>> timetable, long from, String what) {
    timetable.computeIfAbsent(from, any -> new TreeSet<>()).add(what);
  }

  /** Notes that a command of this time was read. */
  void read(long logAppendMillis) {
    highestMillis = Math.max(highestMillis, logAppendMillis);
  }

  /** Puts into the state what the next start must agree with. */
  void snapshot() throws Exception {
    state.clear();
    for (SortedMap.Entry<Long, TreeSet<String>> entry : timetable.entrySet()) {
      for (String what : entry.getValue()) {
        state.add(Tuple3.of(highestMillis, entry.getKey(), what));
      }
    }
  }
}
