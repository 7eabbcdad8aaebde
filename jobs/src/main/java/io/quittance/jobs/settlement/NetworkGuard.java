package io.quittance.jobs.settlement;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Holds a ledger to its network: a checkpoint of one is never continued as another.
 *
 * <p>Signatures name the network, and the number of partitions decides where an account's commands
 * stand; a ledger that changed either would contradict its own receipts.
 */
final class NetworkGuard {
  private NetworkGuard() {}

  /**
   * Compares the network in the restored state, where there is one, and records it.
   *
   * @throws SuppressRestartsException if it is another; trying again would not help
   */
  static void check(OperatorStateStore store, String name, int partitions) throws Exception {
    ListState<Tuple2<String, Integer>> state = store.getUnionListState(StateDescriptors.NETWORK);
    for (Tuple2<String, Integer> restored : state.get()) {
      if (!restored.f0.equals(name) || restored.f1 != partitions) {
        throw new SuppressRestartsException(
            new IllegalStateException(
                String.format(
                    "This ledger belongs to network \"%s\" with %d partitions; it cannot be"
                        + " continued as network \"%s\" with %d partitions.",
                    restored.f0, restored.f1, name, partitions)));
      }
    }
    state.update(List.of(Tuple2.of(name, partitions)));
  }
}
