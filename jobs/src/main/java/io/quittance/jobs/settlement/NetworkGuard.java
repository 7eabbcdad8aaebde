package io.quittance.jobs.settlement;

import io.quittance.ledger.network.Network;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Holds a ledger to its network: a checkpoint of one is never continued as another.
 *
 * <p>Signatures are bound to the network, and the number of partitions decides where an account's
 * commands stand; a ledger that changed either would contradict its own receipts.
 */
final class NetworkGuard {
  private NetworkGuard() {}

  /**
   * Compares the network in the restored state, where there is one, and records it.
   *
   * @throws SuppressRestartsException if it is another; trying again would not help
   */
  static void check(OperatorStateStore store, Network network) throws Exception {
    String id = network.id().toString();
    int partitions = network.commandPartitions();
    ListState<Tuple2<String, Integer>> state = store.getUnionListState(StateDescriptors.NETWORK);
    for (Tuple2<String, Integer> restored : state.get()) {
      if (!restored.f0.equals(id) || restored.f1 != partitions) {
        throw new SuppressRestartsException(
            new IllegalStateException(
                String.format(
                    "This ledger belongs to the network of id %s with %d partitions; it cannot be"
                        + " continued as network \"%s\" of id %s with %d partitions.",
                    restored.f0, restored.f1, network.name(), id, partitions)));
      }
    }
    state.update(List.of(Tuple2.of(id, partitions)));
  }
}
