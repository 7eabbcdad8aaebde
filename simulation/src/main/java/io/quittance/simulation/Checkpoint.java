package io.quittance.simulation;

import io.quittance.jobs.settlement.SettlementOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * All that the job is restored from: real snapshots of real operators, written by their
 * serializers.
 *
 * @param number from 1
 * @param parallelism of the job when it was taken
 * @param journalOffsets per partition the next offset to be read
 * @param states per operator the states of its tasks
 * @param underWay per edge what had been sent and not been taken
 * @param transactions what is to be committed once the checkpoint is complete
 * @param books what the judge knew
 */
record Checkpoint(
    long number,
    int parallelism,
    long[] journalOffsets,
    Map<SettlementOperator, List<OperatorSubtaskState>> states,
    Map<String, List<byte[]>> underWay,
    List<SimulatedTransaction> transactions,
    Books books) {

  /** Returns it with what the judge knew, and what earlier checkpoints left to be committed. */
  Checkpoint with(Books known, List<SimulatedTransaction> uncommitted) {
    List<SimulatedTransaction> all = new ArrayList<>(uncommitted);
    all.addAll(transactions);
    return new Checkpoint(
        number, parallelism, journalOffsets, states, underWay, List.copyOf(all), known);
  }
}
