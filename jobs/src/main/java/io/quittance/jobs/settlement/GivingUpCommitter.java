package io.quittance.jobs.settlement;

import java.io.IOException;
import java.util.Collection;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A committer of Kafka transactions that gives up those which can never be committed any more, and
 * says what became of them.
 *
 * <p>What a broker answers to a commit, what Flink's own committer makes of it, and what is made of
 * it here:
 *
 * <table>
 *   <caption>Answers to a commit</caption>
 *   <tr><th>answer</th><th>what it means</th><th>Flink</th><th>here</th></tr>
 *   <tr><td>none</td><td>it is committed now, or was before</td><td>goes on</td><td>same</td></tr>
 *   <tr><td>a {@code RetriableException}</td><td>the outcome is open</td>
 *     <td>asks again, at last restarts the job</td><td>same</td></tr>
 *   <tr><td>{@code InvalidPidMappingException}</td><td>the broker has forgotten the id, which it
 *     does only after the transaction has ended, or has given it to another producer, which ends
 *     the transaction</td><td>restarts the job</td><td>ended</td></tr>
 *   <tr><td>{@code ProducerFencedException}</td><td>it has ended: it was committed before, by the
 *     run that began it; it timed out; or another run took the id</td><td>goes on</td><td>ended</td></tr>
 *   <tr><td>{@code InvalidTxnStateException}</td><td>it was aborted</td><td>goes on</td>
 *     <td>ended</td></tr>
 *   <tr><td>{@code UnknownProducerIdException}</td><td>older brokers: the producer is forgotten
 *     </td><td>goes on</td><td>ended</td></tr>
 *   <tr><td>{@code TransactionAbortableException}</td><td>it should be aborted; until then the
 *     outcome is open</td><td>restarts the job, until it has timed out</td><td>same</td></tr>
 *   <tr><td>missing rights, anything else</td><td>the outcome is open: it may be committed yet</td>
 *     <td>restarts the job</td><td>same</td></tr>
 * </table>
 *
 * <p>How a transaction has ended the answer does not tell, so the brokers are asked ({@link
 * CoordinatorOutcomes}). One that was committed is done: that is what every restart finds which
 * comes between a commit and the checkpoint that knows of it. One that was aborted is counted as
 * lost, one that the brokers have forgotten as forgotten: it was the one or the other. Its records
 * tell: who needs them looks whether they stand in the topic, as {@link ReconcileFunction} does.
 */
final class GivingUpCommitter implements Committer<KafkaCommittable> {
  private static final Logger LOG = LoggerFactory.getLogger(GivingUpCommitter.class);

  private final Committer<KafkaCommittable> kafka;
  private final TransactionOutcomes outcomes;
  private final Counter lost;
  private final Counter forgotten;
  private final String consequence;

  /**
   * Makes the committer.
   *
   * @param kafka Flink's own
   * @param outcomes tells what became of transactions that have ended; closed with this
   * @param lost counts the transactions that were aborted
   * @param forgotten counts those of which nobody knows whether they were
   * @param consequence what becomes of the records of a transaction that was never committed; a
   *     sentence for the log
   */
  GivingUpCommitter(
      Committer<KafkaCommittable> kafka,
      TransactionOutcomes outcomes,
      Counter lost,
      Counter forgotten,
      String consequence) {
    this.kafka = Objects.requireNonNull(kafka, "kafka");
    this.outcomes = Objects.requireNonNull(outcomes, "outcomes");
    this.lost = Objects.requireNonNull(lost, "lost");
    this.forgotten = Objects.requireNonNull(forgotten, "forgotten");
    this.consequence = Objects.requireNonNull(consequence, "consequence");
  }

  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    kafka.commit(requests.stream().<CommitRequest<KafkaCommittable>>map(Request::new).toList());
  }

  @Override
  public void close() throws IOException {
    try (outcomes) {
      kafka.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private void giveUp(Counter counter, String transaction, String end, Throwable answer) {
    counter.inc();
    LOG.warn(
        "The transaction {} is given up, because it can no longer be committed: {} {} {}",
        transaction,
        answer.getMessage(),
        end,
        consequence);
  }

  /** A request that Flink's committer answers, and whose answer is looked at here. */
  private final class Request implements CommitRequest<KafkaCommittable> {
    private final CommitRequest<KafkaCommittable> request;

    private Request(CommitRequest<KafkaCommittable> request) {
      this.request = request;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable answer) {
      String transaction = getCommittable().getTransactionalId();
      try {
        switch (outcomes.of(getCommittable())) {
          case COMMITTED -> {
            LOG.info("The transaction {} was committed before.", transaction);
            request.signalAlreadyCommitted();
          }
          case ABORTED -> {
            giveUp(lost, transaction, "It was aborted.", answer);
            request.signalFailedWithKnownReason(answer);
          }
          case FORGOTTEN -> {
            String end = "If it was committed before, its records stand in the topic.";
            giveUp(forgotten, transaction, end, answer);
            request.signalFailedWithKnownReason(answer);
          }
        }
      } catch (TransactionOutcomes.OpenException e) {
        LOG.warn("Transaction {} has ended, and {}", transaction, e.getMessage());
        request.retryLater();
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable answer) {
      if (answer instanceof InvalidPidMappingException) {
        signalFailedWithKnownReason(answer);
      } else {
        request.signalFailedWithUnknownReason(answer);
      }
    }

    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }
  }
}
