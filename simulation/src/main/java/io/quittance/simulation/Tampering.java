package io.quittance.simulation;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.settlement.AccountStates.Kept;
import io.quittance.jobs.settlement.Count;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Topic;
import java.util.List;
import org.apache.flink.util.OutputTag;

/**
 * Changes what a job says and keeps, before the judge sees it: a check that nothing can break
 * checks nothing. The job as it is changes nothing.
 */
interface Tampering {
  /** The job as it is. */
  Tampering NONE = new Tampering() {};

  /**
   * What a task emits.
   *
   * @param tag the side output, null for the main one
   */
  record Emission(OutputTag<?> tag, Object value) {}

  /** When state is looked at. */
  enum Moment {
    /** A task has come to rest. */
    REST,
    /** All has come to its end. */
    END
  }

  /** Returns whether the records of a partition arrive in the order in which they were sent. */
  default boolean keepsOrder() {
    return true;
  }

  /** Returns whether a checkpoint waits until all that was written to a topic has arrived. */
  default boolean flushes(Topic topic) {
    return true;
  }

  /** Returns whether a record under way never arrives. */
  default boolean loses(OperatorTask to, int input, Object value) {
    return false;
  }

  /** Returns whether what a transaction has lost is derived again. */
  default boolean heals() {
    return true;
  }

  /** Returns what a task emits instead. */
  default List<Emission> emitted(OperatorTask task, Emission emission) {
    return List.of(emission);
  }

  /** Returns what is written to a topic instead, after the judge has seen it. */
  default List<TopicRecord> written(Topic topic, TopicRecord record) {
    return List.of(record);
  }

  /**
   * Returns what is kept about an account instead.
   *
   * @param plain the account as the oracle has it
   */
  default Kept kept(PlainAccount plain, Kept kept, Moment moment) {
    return kept;
  }

  /** Returns the accounts that are kept instead. */
  default List<AccountId> accounts(List<AccountId> kept) {
    return kept;
  }

  /** Returns how much was counted instead. */
  default long counted(Count count, long sum) {
    return sum;
  }
}
