package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.settlement.ExactlyOnceSink;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.file.Path;
import java.time.Duration;
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

  /** After it a broker that looks gives up what was left open. */
  private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(2);

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

  @BeforeAll
  static void start() throws Exception {
    options =
        LocalStack.in(QuittanceHome.of(directory))
            .anyPorts()
            .checkpointsByHand()
            .broker(PATIENT)
            .transactionTimeout(SHORT_TIMEOUT)
            .settlement(SettlementOptions.defaults().withCheckpointInterval(Duration.ofSeconds(1)));
    stack = options.start();
    town = Town.of(stack.home(), stack.network());
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

    restart(savepoint);
    settleAnother();
    assertEquals(0, count(ExactlyOnceSink.LOST));
    assertEquals(0, count(ExactlyOnceSink.FORGOTTEN));
    assertNothingDerivedAgain();
  }

  @Test
  void transaction_committedAfterTheSavepointAndForgotten_isGivenUpAndFoundToStand()
      throws Exception {
    Path savepoint = savepointOfUncommitted();
    commit();
    stack.crashJob();
    forgetTransactions();

    restart(savepoint);
    settleAnother();
    assertOfOneOrTwo(ExactlyOnceSink.FORGOTTEN);
    assertEquals(0, count(ExactlyOnceSink.LOST));
    assertNothingDerivedAgain();
  }

  @Test
  void transaction_neverCommittedAndForgotten_isGivenUpAndItsEventsAreDerivedAgain()
      throws Exception {
    assertDerivedAgainAfter(ForgottenTransactionTest::forgetTransactions);
    assertOfOneOrTwo(ExactlyOnceSink.FORGOTTEN);
    assertEquals(0, count(ExactlyOnceSink.LOST));
  }

  @Test
  void transaction_thatTimedOut_isLostAndItsEventsAreDerivedAgain() throws Exception {
    assertDerivedAgainAfter(ForgottenTransactionTest::abortTransactions);
    assertOfOneOrTwo(ExactlyOnceSink.LOST);
    assertEquals(0, count(ExactlyOnceSink.FORGOTTEN));
  }

  /** As a producer does that takes the same name; the broker goes on meanwhile. */
  @Test
  void transaction_thatWasFenced_isGivenUpAndItsEventsAreDerivedAgain() throws Exception {
    assertDerivedAgainAfter(ForgottenTransactionTest::fenceTransactions);
  }

  /** The savepoint's transaction is not committed, and never will be. */
  private void assertDerivedAgainAfter(Loss loss) throws Exception {
    Path savepoint = savepointOfUncommitted();
    stack.crashJob();
    loss.happens();
    assertEquals(List.of(), settled());

    restart(savepoint);
    // They were final before the job ran, and no checkpoint is waited for.
    assertEquals(
        Set.of(open.id(), issue.id()),
        settled().stream().map(ForgottenTransactionTest::id).collect(Collectors.toSet()));
    assertEquals(2, stack.counts().derivedAgain());
    settleAnother();
    assertCountedOnce();
  }

  private void assertNothingDerivedAgain() throws Exception {
    assertEquals(0, stack.counts().derivedAgain());
    assertEquals(3, settled().size());
    assertCountedOnce();
  }

  private void commit() throws Exception {
    stack.checkpoint(PATIENCE);
    Town.await(
        "the events to be final",
        () -> Optional.of(settled()).filter(settled -> settled.size() == 2));
  }

  private static void restart(Path from) throws Exception {
    stack.restartJob(Optional.of(from));
    stack.awaitRunning(PATIENCE);
  }

  /** Settles an account and money for it, and takes a savepoint that knows both as sent. */
  private Path savepointOfUncommitted() throws Exception {
    town.send(open, issue);
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(open).getStatus());
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(issue).getStatus());
    Path savepoint = stack.savepoint(directory.resolve("savepoints"), PATIENCE);
    assertEquals(List.of(), settled());
    return savepoint;
  }

  private void settleAnother() throws Exception {
    town.send(second);
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(second).getStatus());
    Town.await(
        "all to be final",
        () -> {
          stack.checkpoint(PATIENCE);
          return Optional.of(stack.counts())
              .filter(
                  counts ->
                      counts.accepted() == before.accepted() + 3 && counts.uncommitted() == 0);
        });
  }

  /** What stands in the log of this case's account. */
  private List<Settled> settled() throws Exception {
    return town.settled().stream()
        .filter(event -> event.getAccount().equals(alice.id().fixed()))
        .toList();
  }

  private static CommandId id(Settled event) {
    return CommandId.of(event.getEventId());
  }

  /** Each stands once, and counts once. */
  private void assertCountedOnce() throws Exception {
    List<CommandId> settled = settled().stream().map(ForgottenTransactionTest::id).toList();
    assertEquals(3, settled.size());
    assertEquals(Set.of(open.id(), issue.id(), second.id()), Set.copyOf(settled));
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
