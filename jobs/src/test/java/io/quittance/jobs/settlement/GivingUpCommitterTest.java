package io.quittance.jobs.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.settlement.TransactionOutcomes.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.internal.FlinkKafkaInternalProducer;
import org.apache.flink.connector.kafka.sink.internal.KafkaCommitter;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

/** Each answer of a broker to a commit, through Flink's own committer. */
class GivingUpCommitterTest {
  private static final String COMMITTED = "committed";
  private static final String ASKED_AGAIN = "asked again";
  private static final String GIVEN_UP = "given up";
  private static final String DONE_BEFORE = "done before";
  private static final String RESTARTED = "job restarted";

  private final Counters metrics = new Counters();
  private final List<String> asked = new ArrayList<>();
  private TransactionOutcomes outcomes = answering(Outcome.ABORTED);
  private final Ends ends = new Ends();
  private boolean closed;

  @Test
  void answers_thatATransactionHasEnded_areGivenUp_andNoOthers() throws Exception {
    Map<RuntimeException, String> expected = new LinkedHashMap<>();
    expected.put(new InvalidPidMappingException("forgotten"), GIVEN_UP);
    expected.put(new ProducerFencedException("fenced"), GIVEN_UP);
    expected.put(new InvalidTxnStateException("aborted"), GIVEN_UP);
    expected.put(new UnknownProducerIdException("unknown"), GIVEN_UP);
    expected.put(new TimeoutException("no answer"), ASKED_AGAIN);
    expected.put(new TransactionAbortableException("abort it"), RESTARTED);
    expected.put(new TransactionalIdAuthorizationException("no right"), RESTARTED);
    expected.put(new SaslAuthenticationException("no password"), RESTARTED);
    expected.put(new UnsupportedVersionException("too old"), RESTARTED);
    expected.put(new KafkaException("Unhandled error in EndTxnResponse"), RESTARTED);
    // It is no answer to this commit, but what an earlier one has left.
    expected.put(new KafkaException("error state", new InvalidPidMappingException("")), RESTARTED);
    Map<RuntimeException, String> found = new LinkedHashMap<>();
    for (RuntimeException answer : expected.keySet()) {
      found.put(answer, outcomes(answer).get(0));
    }
    assertEquals(expected, found);
    assertEquals(4, metrics.count(ExactlyOnceSink.LOST));
    assertEquals(4, asked.size(), "what is open or committed is not asked about");
    assertTrue(closed);
  }

  /** A broker says the same of one that was committed and of one that was aborted. */
  @Test
  void transactions_thatHaveEnded_areCountedByWhatTheBrokersSayOfThem() throws Exception {
    List<RuntimeException> answers =
        List.of(
            new ProducerFencedException("fenced"),
            new InvalidPidMappingException("forgotten"),
            new InvalidTxnStateException("aborted"));
    for (RuntimeException answer : answers) {
      outcomes = answering(Outcome.COMMITTED);
      assertEquals(List.of(DONE_BEFORE), outcomes(answer));
      assertEquals(
          List.of(0L, 0L),
          List.of(metrics.count(ExactlyOnceSink.LOST), metrics.count(ExactlyOnceSink.FORGOTTEN)));
    }
    outcomes = answering(Outcome.FORGOTTEN);
    assertEquals(List.of(GIVEN_UP), outcomes(answers.get(0)));
    assertEquals(
        List.of(0L, 1L),
        List.of(metrics.count(ExactlyOnceSink.LOST), metrics.count(ExactlyOnceSink.FORGOTTEN)));
    outcomes = answering(Outcome.ABORTED);
    assertEquals(List.of(GIVEN_UP), outcomes(answers.get(0)));
    assertEquals(
        List.of(1L, 1L),
        List.of(metrics.count(ExactlyOnceSink.LOST), metrics.count(ExactlyOnceSink.FORGOTTEN)));
  }

  @Test
  void transaction_thatTheBrokersCannotBeAskedAboutNow_isAskedAboutAgain() throws Exception {
    outcomes =
        transaction -> {
          throw new TransactionOutcomes.OpenException(new TimeoutException("no answer"));
        };
    assertEquals(
        List.of(ASKED_AGAIN, COMMITTED), outcomes(new ProducerFencedException("fenced"), null));
    assertEquals(
        List.of(0L, 0L),
        List.of(metrics.count(ExactlyOnceSink.LOST), metrics.count(ExactlyOnceSink.FORGOTTEN)));
  }

  /** What the brokers remember, of the end of a transaction with epoch 4 and of others. */
  @Test
  void states_ofACoordinator_tellOfTheTransactionItselfOnly() {
    Map<TransactionState, Outcome> ends =
        Map.of(
            TransactionState.COMPLETE_COMMIT, Outcome.COMMITTED,
            TransactionState.PREPARE_COMMIT, Outcome.COMMITTED,
            TransactionState.COMPLETE_ABORT, Outcome.ABORTED,
            TransactionState.PREPARE_ABORT, Outcome.ABORTED,
            TransactionState.PREPARE_EPOCH_FENCE, Outcome.ABORTED);
    for (TransactionState state : TransactionState.values()) {
      Outcome own = ends.getOrDefault(state, Outcome.FORGOTTEN);
      assertEquals(own, outcome(state, 7, 4), () -> state + " by an older broker");
      assertEquals(own, outcome(state, 7, 5), state::toString);
      assertEquals(Outcome.FORGOTTEN, outcome(state, 7, 6), () -> state + " of a later one");
      assertEquals(Outcome.FORGOTTEN, outcome(state, 7, 3), () -> state + " of an earlier one");
      assertEquals(Outcome.FORGOTTEN, outcome(state, 8, 5), () -> state + " of another producer");
    }
  }

  private static Outcome outcome(TransactionState state, long producer, int epoch) {
    return CoordinatorOutcomes.outcome(
        new KafkaCommittable(7, (short) 4, "settlements-0-1", null),
        new TransactionDescription(0, state, producer, epoch, 0, OptionalLong.empty(), Set.of()));
  }

  private TransactionOutcomes answering(Outcome outcome) {
    return new TransactionOutcomes() {
      @Override
      public Outcome of(KafkaCommittable transaction) {
        asked.add(transaction.getTransactionalId());
        return outcome;
      }

      @Override
      public void close() {
        closed = true;
      }
    };
  }

  @Test
  void transactions_afterOneThatIsGivenUp_areCommitted() throws Exception {
    assertEquals(
        List.of(GIVEN_UP, COMMITTED, COMMITTED),
        outcomes(new InvalidPidMappingException("forgotten"), null, null));
    assertEquals(1, metrics.count(ExactlyOnceSink.LOST));
  }

  /** Commits a transaction for each answer; null is none. */
  private List<String> outcomes(RuntimeException... answers) throws Exception {
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < answers.length; i++) {
      requests.add(new Request(new KafkaCommittable(7, (short) 0, "settlements-0-" + i, null)));
    }
    KafkaCommitter kafka =
        new KafkaCommitter(
            new Properties(),
            "settlements",
            0,
            0,
            false,
            (settings, id) -> new Answering(id, answers));
    try (GivingUpCommitter<KafkaCommittable> committer =
        new GivingUpCommitter<>(kafka, outcomes, ends, metrics)) {
      committer.commit(List.copyOf(requests));
    } catch (RestartException restarted) {
      assertEquals(RESTARTED, requests.get(0).outcome);
    }
    return requests.stream().map(request -> request.outcome).toList();
  }

  /** What is to be done with transactions is done before they are acknowledged, and may wait. */
  private final class Ends implements TransactionEnds<KafkaCommittable> {
    private final List<String> told = new ArrayList<>();
    private boolean open;

    @Override
    public KafkaCommittable kafka(KafkaCommittable transaction) {
      return transaction;
    }

    @Override
    public KafkaCommittable with(KafkaCommittable transaction, KafkaCommittable other) {
      return other;
    }

    @Override
    public void committed(KafkaCommittable transaction) {
      told.add("committed " + transaction.getTransactionalId());
    }

    @Override
    public String ended(KafkaCommittable transaction, Outcome outcome)
        throws TransactionOutcomes.OpenException {
      if (open) {
        throw new TransactionOutcomes.OpenException("it cannot be seen to", null);
      }
      told.add(outcome + " " + transaction.getTransactionalId());
      return "";
    }
  }

  @Test
  void transactions_areToldOnceTheirEndIsKnown() throws Exception {
    outcomes(new ProducerFencedException("fenced"), new TimeoutException("no answer"), null);
    assertEquals(
        List.of(
            "ABORTED settlements-0-0", "acknowledged settlements-0-0", "committed settlements-0-2"),
        ends.told);
    ends.told.clear();
    outcomes = answering(Outcome.COMMITTED);
    outcomes(new ProducerFencedException("fenced"));
    assertEquals(List.of(), ends.told, "it was told when it was committed");
  }

  @Test
  void transaction_whoseRecordsCannotBeSeenToNow_isAskedAboutAgainAndNotCounted() throws Exception {
    ends.open = true;
    assertEquals(
        List.of(ASKED_AGAIN, COMMITTED), outcomes(new ProducerFencedException("fenced"), null));
    assertEquals(0, metrics.count(ExactlyOnceSink.LOST));
  }

  /** Flink's producer is at its end with the first answer, and would only restart the job. */
  @Test
  void transaction_thatHasEnded_isNotCommittedAgainUntilItIsSeenTo() throws Exception {
    ends.open = true;
    AtomicInteger commits = new AtomicInteger();
    KafkaCommittable transaction = new KafkaCommittable(7, (short) 0, "settlements-0-0", null);
    Committer<KafkaCommittable> kafka =
        new Committer<>() {
          @Override
          public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
            for (CommitRequest<KafkaCommittable> request : requests) {
              commits.incrementAndGet();
              request.signalFailedWithKnownReason(new ProducerFencedException("fenced"));
            }
          }

          @Override
          public void close() {}
        };
    try (GivingUpCommitter<KafkaCommittable> committer =
        new GivingUpCommitter<>(kafka, outcomes, ends, metrics)) {
      for (int attempt = 0; attempt < 3; attempt++) {
        Request again = new Request(transaction);
        committer.commit(List.of(again));
        assertEquals(ASKED_AGAIN, again.outcome);
      }
      ends.open = false;
      Request last = new Request(transaction);
      committer.commit(List.of(last));
      assertEquals(GIVEN_UP, last.outcome);
      assertEquals(1, commits.get());
      committer.commit(List.of(new Request(transaction)));
      assertEquals(2, commits.get(), "it is forgotten once it is seen to");
    }
  }

  private static final class RestartException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** A producer that is told what the broker answers to the commit of each transaction. */
  private static final class Answering extends FlinkKafkaInternalProducer<byte[], byte[]> {
    private final RuntimeException[] answers;

    Answering(String id, RuntimeException... answers) {
      super(settings(), id);
      this.answers = answers;
    }

    private static Properties settings() {
      Properties settings = new Properties();
      settings.setProperty("bootstrap.servers", "127.0.0.1:1");
      String bytes = "org.apache.kafka.common.serialization.ByteArraySerializer";
      settings.setProperty("key.serializer", bytes);
      settings.setProperty("value.serializer", bytes);
      return settings;
    }

    @Override
    public void resumeTransaction(long producerId, short epoch) {
      // The transaction stands in no broker.
    }

    @Override
    public void commitTransaction() {
      String id = getTransactionalId();
      RuntimeException answer = answers[Integer.parseInt(id.substring(id.lastIndexOf('-') + 1))];
      if (answer != null) {
        throw answer;
      }
    }
  }

  /** A request that remembers what Flink would do, and does it. */
  private final class Request implements CommitRequest<KafkaCommittable> {
    private final KafkaCommittable committable;
    private String outcome = COMMITTED;

    Request(KafkaCommittable committable) {
      this.committable = committable;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return committable;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable reason) {
      ends.told.add("acknowledged " + committable.getTransactionalId());
      outcome = GIVEN_UP;
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable reason) {
      outcome = RESTARTED;
      throw new RestartException();
    }

    @Override
    public void retryLater() {
      outcome = ASKED_AGAIN;
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable other) {
      throw new AssertionError("Kafka's transactions do not change");
    }

    @Override
    public void signalAlreadyCommitted() {
      outcome = DONE_BEFORE;
    }
  }
}
