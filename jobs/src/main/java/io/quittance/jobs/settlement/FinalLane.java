package io.quittance.jobs.settlement;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.settlement.TransactionOutcomes.OpenException;
import java.util.Map;
import java.util.Set;

/**
 * The topics as they are looked at, and written to, when a transaction of settlements has ended
 * without a commit. Whatever cannot be done now is {@link OpenException open} and tried again.
 */
public interface FinalLane extends AutoCloseable {
  /** What is done with a record. */
  interface Visitor {
    /** Returns whether more is to be read. */
    boolean visit(LogRecord record);
  }

  /** A transaction of settlements that is committed at once. */
  interface Transaction extends AutoCloseable {
    /** Writes an event. */
    void write(SettledRecord event) throws OpenException;

    /** Makes all of them final. */
    void commit() throws OpenException;

    /** Aborts what is not committed. */
    @Override
    void close();
  }

  /** Returns up to where the settlements of these partitions are decided: committed or aborted. */
  Map<Integer, Long> stableEnds(Set<Integer> partitions) throws OpenException;

  /** Returns where these partitions of settlements end, whatever is decided. */
  Map<Integer, Long> ends(Set<Integer> partitions) throws OpenException;

  /** Visits the committed records of a partition of settlements from one offset up to another. */
  void settlements(int partition, long begin, long end, Visitor visitor) throws OpenException;

  /**
   * Visits the records of a partition of the journal, whether their transaction is open or not.
   * Where the partition does not reach so far any more, there are none.
   */
  void journal(int partition, OffsetRange offsets, Visitor visitor) throws OpenException;

  /** Returns whether the last transaction of that name was committed, as far as is remembered. */
  boolean isCommitted(String name) throws OpenException, InterruptedException;

  /** Begins a transaction. One of the same name that is open is aborted. */
  Transaction begin(String name) throws OpenException;

  @Override
  void close();
}
