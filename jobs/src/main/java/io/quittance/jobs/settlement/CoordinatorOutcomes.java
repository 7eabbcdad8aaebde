package io.quittance.jobs.settlement;

import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/**
 * What became of transactions, as their coordinators tell.
 *
 * <p>A broker that is asked to commit a transaction a second time answers that the producer is
 * fenced: with {@code transaction.version} 2 each end of a transaction gives the producer a new
 * epoch (KIP-890), and a producer that was resumed from a checkpoint has the old one. So that
 * answer is what every job gets that was restarted after a commit and before the checkpoint that
 * knows of it. Only the transaction's state tells whether it was committed or aborted.
 *
 * <p>The epoch says of which transaction that state is: one more than the transaction's own is its
 * own end, whether the producer committed or aborted it, or the broker after a timeout. A higher
 * epoch is of another producer that has taken the id, of a job that had gone back to an older
 * state; how the transaction ended before that is forgotten.
 */
final class CoordinatorOutcomes implements TransactionOutcomes {
  /** How many epochs a transaction's end takes: none with older brokers. */
  private static final int END_EPOCHS = 1;

  private final Properties client;
  private Admin admin;

  /**
   * Asks the brokers when first needed.
   *
   * @param client settings of the Kafka clients, {@code bootstrap.servers} at least
   */
  CoordinatorOutcomes(Properties client) {
    this.client = Objects.requireNonNull(client, "client");
  }

  @Override
  public Outcome of(KafkaCommittable transaction) throws OpenException, InterruptedException {
    if (admin == null) {
      admin = Admin.create(client);
    }
    String id = transaction.getTransactionalId();
    try {
      return outcome(transaction, admin.describeTransactions(List.of(id)).description(id).get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        return Outcome.FORGOTTEN;
      } else if (e.getCause() instanceof RetriableException) {
        throw new OpenException(e.getCause());
      }
      throw new IllegalStateException(
          "the brokers do not tell what became of transaction " + id + ": " + e.getCause(), e);
    }
  }

  static Outcome outcome(KafkaCommittable transaction, TransactionDescription described) {
    int epochs = described.producerEpoch() - transaction.getEpoch();
    if (described.producerId() != transaction.getProducerId()
        || epochs < 0
        || epochs > END_EPOCHS) {
      return Outcome.FORGOTTEN;
    }
    return switch (described.state()) {
      case PREPARE_COMMIT, COMPLETE_COMMIT -> Outcome.COMMITTED;
      case PREPARE_EPOCH_FENCE, PREPARE_ABORT, COMPLETE_ABORT -> Outcome.ABORTED;
      default -> Outcome.FORGOTTEN;
    };
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close();
    }
  }
}
