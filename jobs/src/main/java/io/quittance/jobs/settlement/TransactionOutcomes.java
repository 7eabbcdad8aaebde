package io.quittance.jobs.settlement;

import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/** What became of transactions that a broker does not let be committed any more. */
public interface TransactionOutcomes extends AutoCloseable {
  /** How a transaction ended. */
  enum Outcome {
    /** Its records are in the topic, and final. */
    COMMITTED,
    /** Its records will never be seen. */
    ABORTED,
    /** The brokers do not remember; its records tell. */
    FORGOTTEN
  }

  /** What is to be known cannot be found out, or not be done, now. */
  final class OpenException extends Exception {
    private static final long serialVersionUID = 1L;

    OpenException(Throwable cause) {
      super("the transaction's coordinator cannot be asked: " + cause.getMessage(), cause);
    }

    public OpenException(String why, Throwable cause) {
      super(why, cause);
    }
  }

  /**
   * Returns how a transaction ended.
   *
   * @throws OpenException if the brokers do not answer now; to be asked again
   */
  Outcome of(KafkaCommittable transaction) throws OpenException, InterruptedException;

  @Override
  default void close() {}
}
