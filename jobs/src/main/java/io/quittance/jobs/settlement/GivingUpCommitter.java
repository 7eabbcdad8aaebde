package io.quittance.jobs.settlement;

import io.quittance.jobs.settlement.TransactionOutcomes.Outcome;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
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
 * lost, one that the brokers have forgotten as forgotten: it was the one or the other. What becomes
 * of its records then is for whoever knows what they were ({@link TransactionEnds}); a transaction
 * is acknowledged only after that is done.
 *
 * @param <C> what is kept of a transaction until it is committed
 */
final class GivingUpCommitter<C> implements Committer<C> {
  private static final Logger LOG = LoggerFactory.getLogger(GivingUpCommitter.class);

  private final Committer<KafkaCommittable> kafka;
  private final TransactionOutcomes outcomes;
  private final TransactionEnds<C> ends;
  private final Counter lost;
  private final Counter forgotten;

  /** Transactions that have ended and are not seen to yet, by producer, and the brokers' answer. */
  private final Map<String, Throwable> unsettled = new HashMap<>();

  /**
   * Makes the committer.
   *
   * @param kafka Flink's own
   * @param outcomes tells what became of transactions that have ended; closed with this
   * @param ends is told how transactions ended; closed with this
   * @param metrics counts the transactions that were aborted, and those of which nobody knows
   *     whether they were
   */
  GivingUpCommitter(
      Committer<KafkaCommittable> kafka,
      TransactionOutcomes outcomes,
      TransactionEnds<C> ends,
      MetricGroup metrics) {
    this.kafka = Objects.requireNonNull(kafka, "kafka");
    this.outcomes = Objects.requireNonNull(outcomes, "outcomes");
    this.ends = Objects.requireNonNull(ends, "ends");
    this.lost = metrics.counter(ExactlyOnceSink.LOST);
    this.forgotten = metrics.counter(ExactlyOnceSink.FORGOTTEN);
  }

  @Override
  public void commit(Collection<CommitRequest<C>> requests)
      throws IOException, InterruptedException {
    List<Request> asked = requests.stream().map(Request::new).toList();
    // Of one that has ended the brokers need not be asked again; and Flink's producer, which is at
    // its end with it, would only say so.
    kafka.commit(
        asked.stream()
            .filter(request -> request.ended.isEmpty())
            .<CommitRequest<KafkaCommittable>>map(request -> request)
            .toList());
    for (Request request : asked) {
      request.conclude();
    }
  }

  @Override
  public void close() throws IOException {
    try (outcomes;
        ends) {
      kafka.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  /** A request that Flink's committer answers, and whose answer is looked at here. */
  private final class Request implements CommitRequest<KafkaCommittable> {
    private final CommitRequest<C> request;
    private Optional<Throwable> ended;
    private boolean decided;

    private Request(CommitRequest<C> request) {
      this.request = request;
      this.ended = Optional.ofNullable(unsettled.get(producer()));
    }

    private String producer() {
      KafkaCommittable transaction = getCommittable();
      return transaction.getTransactionalId()
          + "/"
          + transaction.getProducerId()
          + "/"
          + transaction.getEpoch();
    }

    /** What Flink's committer says nothing of is committed. */
    private void conclude() throws InterruptedException {
      if (ended.isPresent()) {
        concludeEnded(ended.get());
      } else if (!decided) {
        ends.committed(request.getCommittable());
      }
    }

    private void concludeEnded(Throwable answer) throws InterruptedException {
      String transaction = getCommittable().getTransactionalId();
      try {
        Outcome outcome = outcomes.of(getCommittable());
        if (outcome == Outcome.COMMITTED) {
          LOG.info("The transaction {} was committed before.", transaction);
          unsettled.remove(producer());
          request.signalAlreadyCommitted();
          return;
        }
        String consequence = ends.ended(request.getCommittable(), outcome);
        unsettled.remove(producer());
        (outcome == Outcome.ABORTED ? lost : forgotten).inc();
        LOG.warn(
            "The transaction {} is given up, because it can no longer be committed: {} {} {}",
            transaction,
            answer.getMessage(),
            outcome == Outcome.ABORTED
                ? "It was aborted."
                : "If it was committed before, its records stand in the topic.",
            consequence);
        request.signalFailedWithKnownReason(answer);
      } catch (TransactionOutcomes.OpenException e) {
        LOG.warn("Transaction {} has ended, and {}", transaction, e.getMessage());
        unsettled.put(producer(), answer);
        request.retryLater();
      } catch (InterruptException e) {
        Thread.interrupted();
        throw new InterruptedException(e.getMessage());
      }
    }

    @Override
    public void signalFailedWithKnownReason(Throwable answer) {
      ended = Optional.of(answer);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable answer) {
      if (answer instanceof InvalidPidMappingException) {
        signalFailedWithKnownReason(answer);
      } else {
        decided = true;
        request.signalFailedWithUnknownReason(answer);
      }
    }

    @Override
    public KafkaCommittable getCommittable() {
      return ends.kafka(request.getCommittable());
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void retryLater() {
      decided = true;
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      decided = true;
      request.updateAndRetryLater(ends.with(request.getCommittable(), committable));
    }

    @Override
    public void signalAlreadyCommitted() {
      decided = true;
      request.signalAlreadyCommitted();
    }
  }
}
