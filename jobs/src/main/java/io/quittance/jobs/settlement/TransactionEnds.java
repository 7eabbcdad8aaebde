package io.quittance.jobs.settlement;

import io.quittance.jobs.settlement.TransactionOutcomes.OpenException;
import io.quittance.jobs.settlement.TransactionOutcomes.Outcome;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/**
 * What is to be done when transactions end, before they are acknowledged.
 *
 * @param <C> what is kept of a transaction until it is committed
 */
public interface TransactionEnds<C> extends AutoCloseable {
  /** Returns by what Kafka commits it. */
  KafkaCommittable kafka(C transaction);

  /** Returns the same transaction with another handle to commit it by. */
  C with(C transaction, KafkaCommittable other);

  /** It was committed just now; of one that had been committed before nothing is told. */
  void committed(C transaction);

  /**
   * It will never be committed, or was so long ago that the brokers have forgotten it.
   *
   * @param outcome aborted or forgotten
   * @return what became of its records; a sentence for the log
   * @throws OpenException if that cannot be seen to now; it is told again later
   */
  String ended(C transaction, Outcome outcome) throws OpenException, InterruptedException;

  @Override
  default void close() {}
}
