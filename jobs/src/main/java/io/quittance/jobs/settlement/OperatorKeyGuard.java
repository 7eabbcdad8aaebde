package io.quittance.jobs.settlement;

import io.quittance.ledger.receipt.OperatorKeys;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Holds the operator to the keys that receipts were signed with: a new key signs from a time on
 * that the ledger has not reached yet, or receipts that are out would be contradicted.
 */
final class OperatorKeyGuard {
  private final ListState<Tuple3<Long, Long, String>> state;
  private final OperatorKeys keys;
  private long highestMillis;

  private OperatorKeyGuard(
      ListState<Tuple3<Long, Long, String>> state, OperatorKeys keys, long highestMillis) {
    this.state = state;
    this.keys = keys;
    this.highestMillis = highestMillis;
  }

  /**
   * Compares the configured keys with those in the restored state, where there is one.
   *
   * @throws SuppressRestartsException if they differ for a time that commands were read of; trying
   *     again would not help
   */
  static OperatorKeyGuard restore(OperatorStateStore store, OperatorKeys keys) throws Exception {
    ListState<Tuple3<Long, Long, String>> state =
        store.getUnionListState(StateDescriptors.OPERATOR_KEYS);
    long highestMillis = -1;
    Map<Long, String> known = new TreeMap<>();
    for (Tuple3<Long, Long, String> restored : state.get()) {
      highestMillis = Math.max(highestMillis, restored.f0);
      known.put(restored.f1, restored.f2);
    }
    long until = highestMillis;
    known.keySet().removeIf(from -> from > until);
    if (highestMillis >= 0 && !known.equals(spelled(keys.until(highestMillis)))) {
      throw new SuppressRestartsException(
          new IllegalStateException(
              String.format(
                  "The receipts of commands up to %s were signed with other operator keys than the"
                      + " network names for that time: a new key can only sign from a later time"
                      + " on, and a former one stays in the list.",
                  Instant.ofEpochMilli(highestMillis))));
    }
    return new OperatorKeyGuard(state, keys, highestMillis);
  }

  /** Notes that a command of this time was read. */
  void read(long logAppendMillis) {
    highestMillis = Math.max(highestMillis, logAppendMillis);
  }

  /** Puts into the state what the next start must agree with. */
  void snapshot() throws Exception {
    state.clear();
    for (OperatorKeys.Effective key : keys.all()) {
      state.add(Tuple3.of(highestMillis, key.fromMillis(), key.key().toString()));
    }
  }

  private static Map<Long, String> spelled(OperatorKeys keys) {
    Map<Long, String> spelled = new TreeMap<>();
    keys.all().forEach(key -> spelled.put(key.fromMillis(), key.key().toString()));
    return spelled;
  }
}
