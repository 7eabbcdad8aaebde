package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.statement.JournalStatements;
import io.quittance.ledger.statement.JournalStatements.Place;
import io.quittance.ledger.statement.JournalStatements.Standing;
import io.quittance.ledger.statement.StatementChain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.java.tuple.Tuple5;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Which statement holds behind what an instance has read of each partition, kept in its state.
 *
 * <p>Partitions move from instance to instance, so that each is told of all; of one partition the
 * highest offset counts.
 */
final class PartitionPlaces {
  private final ListState<Tuple5<Integer, Long, Long, Integer, byte[]>> state;
  private final JournalStatements statements;
  private final boolean firstInstance;
  private final Set<Integer> read = new HashSet<>();

  private PartitionPlaces(
      ListState<Tuple5<Integer, Long, Long, Integer, byte[]>> state,
      JournalStatements statements,
      boolean firstInstance) {
    this.state = state;
    this.statements = statements;
    this.firstInstance = firstInstance;
  }

  /**
   * Takes up what the operator's state says.
   *
   * @param instance the operator's instance, from 0
   * @throws SuppressRestartsException if the network's file does not have what was read; trying
   *     again would not help
   */
  static PartitionPlaces restore(OperatorStateStore store, StatementChain chain, int instance)
      throws Exception {
    ListState<Tuple5<Integer, Long, Long, Integer, byte[]>> state =
        store.getUnionListState(StateDescriptors.STATEMENTS);
    JournalStatements statements = new JournalStatements(chain);
    for (Tuple5<Integer, Long, Long, Integer, byte[]> one : state.get()) {
      try {
        statements.restore(one.f0, new Place(one.f1, one.f2, one.f3, Bytes.of(one.f4)));
      } catch (IllegalArgumentException missing) {
        throw refusal(missing.getMessage());
      }
    }
    return new PartitionPlaces(state, statements, instance == 0);
  }

  /**
   * Reads the next record of its partition.
   *
   * @throws SuppressRestartsException if it is a statement that this job cannot judge by
   */
  Standing read(LogRecord record) throws SuppressRestartsException {
    read.add(record.partition());
    Standing standing =
        statements.read(
            record.partition(), record.offset(), record.timestampMillis(), record.value());
    if (standing instanceof Standing.Ahead ahead) {
      throw refusal(
          "statement "
              + ahead.version()
              + " stands in "
              + place(record)
              + ", which the file does not have");
    } else if (standing instanceof Standing.UnknownRules rules) {
      throw refusal(
          "statement "
              + rules.version()
              + " in "
              + place(record)
              + " asks for rule set "
              + rules.ruleSet()
              + ", which this build does not have");
    }
    return standing;
  }

  private static String place(LogRecord record) {
    return "partition " + record.partition() + " at offset " + record.offset();
  }

  private static SuppressRestartsException refusal(String why) {
    return new SuppressRestartsException(
        new IllegalStateException(
            "The job cannot judge by the network's file: "
                + why
                + ". Nothing behind it was judged. Start it with the network's present file, and a"
                + " build that knows its rules."));
  }

  /** Puts into the state how far the partitions were read. */
  void snapshot() throws Exception {
    List<Tuple5<Integer, Long, Long, Integer, byte[]>> all = new ArrayList<>();
    for (Map.Entry<Integer, Place> entry : statements.places().entrySet()) {
      // What nobody has read on yet must not be lost, and need not be said by everybody.
      if (firstInstance || read.contains(entry.getKey())) {
        Place place = entry.getValue();
        all.add(
            Tuple5.of(
                entry.getKey(),
                place.offset(),
                place.millis(),
                place.statement(),
                place.hash().toBytes()));
      }
    }
    state.update(all);
  }
}
