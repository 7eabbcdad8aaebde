package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.settlement.ExactlyOnceSink;
import io.quittance.jobs.settlement.ReconcileTimes;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint outlives what the broker remembers of its transactions. It holds one that was not
 * committed when it was taken; whether that was committed later, nobody can tell the job that is
 * restored from it. It must not ask for ever, and what it settled must become final and count once.
 *
 * <p>One stack serves all cases, each with an account of its own.
 */
@Timeout(600)
class ForgottenTransactionTest {
  private static final Duration PATIENCE = Town.PATIENCE;

  /** How soon the job may take an event for lost depends on it. */
  private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration MARGIN = Duration.ofSeconds(1);

  /** After it the job has looked for an event once, if it sends nothing again. */
  private static final Duration OLD = SHORT_TIMEOUT.plus(MARGIN).plusSeconds(2);

  /** Nothing is sent again while the test lasts, however long anything takes. */
  private static final ReconcileTimes WAITING =
      new ReconcileTimes(Duration.ZERO, MARGIN, Duration.ofDays(1));

  /** What is lost is sent again as soon as can be. */
  private static final ReconcileTimes SENDING = new ReconcileTimes(Duration.ZERO, MARGIN, MARGIN);

  private static final String TIMEOUT_LOOKS =
      "transaction.abort.timed.out.transaction.cleanup.interval.ms";

  /** The broker gives up no transaction while the job runs, however long anything takes. */
  private static final Map<String, String> PATIENT = Map.of(TIMEOUT_LOOKS, "86400000");

  /** A broker's day, in a second: it gives up what has timed out, and forgets what has ended. */
  private static final Map<String, String> FORGETFUL =
      Map.of(
          TIMEOUT_LOOKS,
          "500",
          "transactional.id.expiration.ms",
          "1000",
          "transaction.remove.expired.transaction.cleanup.interval.ms",
          "500");

  private static final Set<TransactionState> ENDED =
      Set.of(
          TransactionState.EMPTY,
          TransactionState.COMPLETE_ABORT,
          TransactionState.COMPLETE_COMMIT);

  @TempDir static Path directory;
  private static LocalStackOptions options;
  private static LocalStack stack;
  private static Town town;

  private WalletAccount alice;
  private PreparedCommand open;
  private PreparedCommand issue;
  private PreparedCommand second;
  private LedgerCounts before;
  private Instant sent;

  @BeforeAll
  static void start() throws Exception {
    options =
        LocalStack.in(QuittanceHome.of(directory))
            .anyPorts()
            .checkpointsByHand()
            .broker(PATIENT)
            .transactionTimeout(SHORT_TIMEOUT)
            .settlement(settlement(WAITING));
    stack = options.start();
    town = Town.of(stack.home(), stack.network());
  }

  private static SettlementOptions settlement(ReconcileTimes times) {
    return SettlementOptions.defaults()
        .withCheckpointInterval(Duration.ofSeconds(1))
        .withReconcileTimes(times);
  }

  @AfterAll
  static void stop() {
    if (stack != null) {
      stack.close();
    }
  }

  @BeforeEach
  void prepareCommands() throws Exception {
    stack.awaitRunning(PATIENCE);
    if (!options.settlement().reconcileTimes().equals(WAITING)) {
      stack.crashJob();
      restart(stack.newestCheckpoint(), WAITING);
    }
    before = stack.counts();
    alice = town.person("alice");
    open = alice.open();
    alice.accepted(open);
    issue = town.issuer().issue(alice.address(), 500, "", 1);
    second = town.issuer().issue(alice.address(), 200, "", 2);
  }

  /** An ordinary restart: the broker refuses a second commit, though all is well. */
  @Test
  void transaction_committedAfterTheSavepoint_isNeitherLostNorForgotten() throws Exception {
    Path savepoint = savepointOfUncommitted();
    commit();
    stack.crashJob();

    Town.await("the events to be old", this::whenOld);
    restart(Optional.of(savepoint), WAITING);
    settleAnother();
    assertEquals(0, count(ExactlyOnceSink.LOST));
    assertEquals(0, count(ExactlyOnceSink.FORGOTTEN));
    assertNothingSentAgain();
  }

  @Test
  void transaction_committedAfterTheSavepointAndForgotten_isGivenUpAndReadBack() throws Exception {
    Path savepoint = savepointOfUncommitted();
    commit();
    stack.crashJob();
    forgetTransactions();

    Town.await("the events to be old", this::whenOld);
    restart(Optional.of(savepoint), WAITING);
    settleAnother();
    assertOfOneOrTwo(ExactlyOnceSink.FORGOTTEN);
    assertEquals(0, count(ExactlyOnceSink.LOST));
    assertNothingSentAgain();
  }

  @Test
  void transaction_neverCommittedAndForgotten_isGivenUpAndItsEventsAreSentAgain() throws Exception {
    assertSentAgainAfter(ForgottenTransactionTest::forgetTransactions);
    assertOfOneOrTwo(ExactlyOnceSink.FORGOTTEN);
    assertEquals(0, count(ExactlyOnceSink.LOST));
  }

  @Test
  void transaction_thatTimedOut_isLostAndItsEventsAreSentAgain() throws Exception {
    assertSentAgainAfter(ForgottenTransactionTest::abortTransactions);
    assertOfOneOrTwo(ExactlyOnceSink.LOST);
    assertEquals(0, count(ExactlyOnceSink.FORGOTTEN));
  }

  /** As a producer does that takes the same name; the broker goes on meanwhile. */
  @Test
  void transaction_thatWasFenced_isGivenUpAndItsEventsAreSentAgain() throws Exception {
    assertSentAgainAfter(ForgottenTransactionTest::fenceTransactions);
  }

  /** The savepoint's transaction is not committed, and never will be. */
  private void assertSentAgainAfter(Loss loss) throws Exception {
    Path savepoint = savepointOfUncommitted();
    stack.crashJob();
    loss.happens();
    assertEquals(List.of(), settled());

    restart(Optional.of(savepoint), SENDING);
    Town.await(
        "the lost events to be sent again",
        () ->
            Optional.of(stack.counts())
                .filter(counts -> counts.sentAgain() >= before.sentAgain() + 2));
    assertEquals(List.of(), settled());
    settleAnother();
    assertCountedOnce();
  }

  private void assertNothingSentAgain() throws Exception {
    assertEquals(before.sentAgain(), stack.counts().sentAgain());
    assertEquals(3, settled().size());
    assertCountedOnce();
  }

  private void commit() throws Exception {
    stack.checkpoint(PATIENCE);
    Town.await(
        "the events to be final",
        () -> Optional.of(settled()).filter(settled -> settled.size() == 2));
  }

  private static void restart(Optional<Path> from, ReconcileTimes times) throws Exception {
    options.settlement(settlement(times));
    stack.restartJob(from);
    stack.awaitRunning(PATIENCE);
  }

  /** Whether the restored job would take what was sent before the savepoint for lost, and look. */
  private Optional<Instant> whenOld() {
    return Optional.of(sent.plus(OLD)).filter(Instant.now()::isAfter);
  }

  /** Settles an account and money for it, and takes a savepoint that knows both as sent. */
  private Path savepointOfUncommitted() throws Exception {
    town.send(open, issue);
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(open).getStatus());
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(issue).getStatus());
    sent = Instant.now();
    Path savepoint = stack.savepoint(directory.resolve("savepoints"), PATIENCE);
    assertEquals(List.of(), settled());
    return savepoint;
  }

  private void settleAnother() throws Exception {
    town.send(second);
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(second).getStatus());
    Town.await(
        "all to be read back",
        () -> {
          stack.checkpoint(PATIENCE);
          return Optional.of(stack.counts())
              .filter(
                  counts ->
                      counts.accepted() == before.accepted() + 3 && counts.unconfirmed() == 0);
        });
  }

  /** What stands in the log of this case's account. */
  private List<Settled> settled() throws Exception {
    return town.settled().stream()
        .filter(event -> event.getAccount().equals(alice.id().fixed()))
        .toList();
  }

  private void assertCountedOnce() throws Exception {
    Set<CommandId> settled =
        settled().stream()
            .map(event -> CommandId.of(event.getEventId()))
            .collect(Collectors.toSet());
    assertEquals(Set.of(open.id(), issue.id(), second.id()), settled);
    assertEquals(before.creditsCounted() + 2, stack.counts().creditsCounted());
    assertEquals(before.accepted() + 3, stack.counts().accepted());
  }

  /** Of two instances, one or both have settled something. */
  private static void assertOfOneOrTwo(String metric) throws Exception {
    long count = count(metric);
    assertTrue(count == 1 || count == 2, metric + " " + count);
  }

  /** What the job has counted since its last start. */
  private static long count(String metric) throws Exception {
    return PrometheusPage.fetch(List.of(stack.prometheus()))
        .sum("flink_taskmanager_job_task_operator_" + metric);
  }

  /** Starts the broker alone, until it has given up what was left open. */
  private static void abortTransactions() throws Exception {
    List<String> ongoing = transactions(TransactionState.ONGOING);
    withBrokerAlone(
        Map.of(TIMEOUT_LOOKS, "500"),
        admin -> {
          for (String id : ongoing) {
            Town.await(
                "transaction " + id + " to time out",
                () ->
                    Optional.of(admin.describeTransactions(List.of(id)).description(id).get())
                        .filter(found -> found.state() == TransactionState.COMPLETE_ABORT));
          }
        });
  }

  private static void fenceTransactions() throws Exception {
    List<String> ongoing = transactions(TransactionState.ONGOING);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      admin.fenceProducers(ongoing).all().get();
      for (String id : ongoing) {
        Town.await(
            "transaction " + id + " to end",
            () ->
                Optional.of(admin.describeTransactions(List.of(id)).description(id).get())
                    .filter(found -> ENDED.contains(found.state())));
      }
    }
  }

  private static List<String> transactions(TransactionState... states) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      ListTransactionsOptions which = new ListTransactionsOptions().filterStates(Set.of(states));
      List<String> known =
          admin.listTransactions(which).all().get().stream()
              .map(TransactionListing::transactionalId)
              .toList();
      assertFalse(known.isEmpty());
      return known;
    }
  }

  /** Starts the broker alone, until it remembers none of its transactions. */
  private static void forgetTransactions() throws Exception {
    List<String> known = transactions();
    withBrokerAlone(
        FORGETFUL,
        admin -> {
          // A list is empty as well as long as the broker has not read its log.
          for (String id : known) {
            Town.await("transaction " + id + " to be forgotten", () -> whenForgotten(admin, id));
          }
        });
  }

  private interface Loss {
    void happens() throws Exception;
  }

  private interface BrokerWork {
    void with(Admin admin) throws Exception;
  }

  private static void withBrokerAlone(Map<String, String> settings, BrokerWork work)
      throws Exception {
    stack.stopBroker();
    EmbeddedBroker broker = EmbeddedBroker.start(options.brokerData(), 0, settings);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      work.with(admin);
    } finally {
      broker.close();
    }
    stack.restartBroker();
  }

  private static Optional<String> whenForgotten(Admin admin, String id) throws Exception {
    try {
      admin.describeTransactions(List.of(id)).all().get();
      return Optional.empty();
    } catch (ExecutionException e) {
      assertInstanceOf(TransactionalIdNotFoundException.class, e.getCause());
      return Optional.of(id);
    }
  }
}
