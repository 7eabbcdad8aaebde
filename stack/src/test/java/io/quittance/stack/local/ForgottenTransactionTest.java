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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint outlives what the broker remembers of its transactions. It holds one that was not
 * committed when it was taken; whether that was committed later, nobody can tell the job that is
 * restored from it. It must not ask for ever, and what it settled must become final and count once.
 */
@Timeout(600)
class ForgottenTransactionTest {
  private static final Duration PATIENCE = Town.PATIENCE;

  /** How soon the job may take an event for lost depends on it. */
  private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(2);

  /** After it the job has looked for an event once, at the latest. */
  private static final Duration OLD = Duration.ofSeconds(45);

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

  @TempDir Path directory;

  private LocalStackOptions options;
  private PreparedCommand open;
  private PreparedCommand issue;
  private PreparedCommand second;
  private Instant sent;

  @BeforeEach
  void chooseOptions() {
    options =
        LocalStack.in(QuittanceHome.of(directory))
            .anyPorts()
            .checkpointsByHand()
            .broker(PATIENT)
            .settlement(SettlementOptions.defaults().withCheckpointInterval(Duration.ofSeconds(1)));
  }

  /** An ordinary restart: the broker refuses a second commit, though all is well. */
  @Test
  void transaction_committedAfterTheSavepoint_isNeitherLostNorForgotten() throws Exception {
    try (LocalStack stack = options.start()) {
      Town town = Town.of(stack.home(), stack.network());
      Path savepoint = savepointOfUncommitted(stack, town);
      commit(stack, town);
      stack.crashJob();

      restart(stack, savepoint);
      settleAnother(stack, town);
      assertEquals(0, count(stack, ExactlyOnceSink.LOST));
      assertEquals(0, count(stack, ExactlyOnceSink.FORGOTTEN));
      assertEquals(0, stack.counts().sentAgain());
      assertEquals(3, town.settled().size());
      assertCountedOnce(stack, town);
    }
  }

  @Test
  void transaction_committedAfterTheSavepointAndForgotten_isGivenUpAndReadBack() throws Exception {
    try (LocalStack stack = options.start()) {
      Town town = Town.of(stack.home(), stack.network());
      Path savepoint = savepointOfUncommitted(stack, town);
      commit(stack, town);
      stack.crashJob();
      forgetTransactions(stack);

      Town.await("the events to be old", this::whenOld);
      restart(stack, savepoint);
      settleAnother(stack, town);
      assertOfOneOrTwo(stack, ExactlyOnceSink.FORGOTTEN);
      assertEquals(0, count(stack, ExactlyOnceSink.LOST));
      assertEquals(0, stack.counts().sentAgain());
      assertEquals(3, town.settled().size());
      assertCountedOnce(stack, town);
    }
  }

  @Test
  void transaction_neverCommittedAndForgotten_isGivenUpAndItsEventsAreSentAgain() throws Exception {
    try (LocalStack stack = options.transactionTimeout(SHORT_TIMEOUT).start()) {
      Town town = Town.of(stack.home(), stack.network());
      Path savepoint = savepointOfUncommitted(stack, town);
      stack.crashJob();
      forgetTransactions(stack);
      assertEquals(List.of(), town.settled());

      restart(stack, savepoint);
      awaitSentAgain(stack);
      settleAnother(stack, town);
      assertOfOneOrTwo(stack, ExactlyOnceSink.FORGOTTEN);
      assertCountedOnce(stack, town);
    }
  }

  @Test
  void transaction_thatTimedOut_isLostAndItsEventsAreSentAgain() throws Exception {
    try (LocalStack stack = options.transactionTimeout(SHORT_TIMEOUT).start()) {
      Town town = Town.of(stack.home(), stack.network());
      Path savepoint = savepointOfUncommitted(stack, town);
      stack.crashJob();
      abortTransactions(stack);
      assertEquals(List.of(), town.settled());

      restart(stack, savepoint);
      awaitSentAgain(stack);
      settleAnother(stack, town);
      assertOfOneOrTwo(stack, ExactlyOnceSink.LOST);
      assertEquals(0, count(stack, ExactlyOnceSink.FORGOTTEN));
      assertCountedOnce(stack, town);
    }
  }

  private void commit(LocalStack stack, Town town) throws Exception {
    stack.checkpoint(PATIENCE);
    Town.await(
        "the events to be final",
        () -> Optional.of(town.settled()).filter(settled -> settled.size() == 2));
  }

  /** From here on the job takes events for lost as soon as it can. */
  private void restart(LocalStack stack, Path savepoint) throws Exception {
    options.transactionTimeout(SHORT_TIMEOUT);
    stack.restartJob(Optional.of(savepoint));
    stack.awaitRunning(PATIENCE);
  }

  private static void awaitSentAgain(LocalStack stack) throws Exception {
    Town.await(
        "the lost events to be sent again",
        () -> Optional.of(stack.counts()).filter(counts -> counts.sentAgain() >= 2));
  }

  /** Whether the restored job would take what was sent before the savepoint for lost, and look. */
  private Optional<Instant> whenOld() {
    return Optional.of(sent.plus(OLD)).filter(Instant.now()::isAfter);
  }

  /** Settles an account and money for it, and takes a savepoint that knows both as sent. */
  private Path savepointOfUncommitted(LocalStack stack, Town town) throws Exception {
    stack.awaitRunning(PATIENCE);
    WalletAccount alice = town.person("alice");
    open = alice.open();
    alice.accepted(open);
    issue = town.issuer().issue(alice.address(), 500, "", 1);
    second = town.issuer().issue(alice.address(), 200, "", 2);
    town.send(open, issue);
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(open).getStatus());
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(issue).getStatus());
    sent = Instant.now();
    Path savepoint = stack.savepoint(directory.resolve("savepoints"), PATIENCE);
    assertEquals(List.of(), town.settled());
    return savepoint;
  }

  private void settleAnother(LocalStack stack, Town town) throws Exception {
    town.send(second);
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(second).getStatus());
    Town.await(
        "all to be read back",
        () -> {
          stack.checkpoint(PATIENCE);
          return Optional.of(stack.counts())
              .filter(counts -> counts.accepted() == 3 && counts.unconfirmed() == 0);
        });
  }

  private void assertCountedOnce(LocalStack stack, Town town) throws Exception {
    Set<CommandId> settled =
        town.settled().stream()
            .map(event -> CommandId.of(event.getEventId()))
            .collect(Collectors.toSet());
    assertEquals(Set.of(open.id(), issue.id(), second.id()), settled);
    assertEquals(2, stack.counts().creditsCounted());
    assertEquals(3, stack.counts().accepted());
  }

  /** Of two instances, one or both have settled something. */
  private static void assertOfOneOrTwo(LocalStack stack, String metric) throws Exception {
    long count = count(stack, metric);
    assertTrue(count == 1 || count == 2, metric + " " + count);
  }

  private static long count(LocalStack stack, String metric) throws Exception {
    return PrometheusPage.fetch(List.of(stack.prometheus()))
        .sum("flink_taskmanager_job_task_operator_" + metric);
  }

  /** Starts the broker alone, until it has given up what was left open. */
  private void abortTransactions(LocalStack stack) throws Exception {
    List<String> open = transactions(stack, TransactionState.ONGOING);
    withBrokerAlone(
        stack,
        Map.of(TIMEOUT_LOOKS, "500"),
        admin -> {
          for (String id : open) {
            Town.await(
                "transaction " + id + " to time out",
                () ->
                    Optional.of(admin.describeTransactions(List.of(id)).description(id).get())
                        .filter(found -> found.state() == TransactionState.COMPLETE_ABORT));
          }
        });
  }

  private static List<String> transactions(LocalStack stack, TransactionState... states)
      throws Exception {
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
  private void forgetTransactions(LocalStack stack) throws Exception {
    List<String> known = transactions(stack);
    withBrokerAlone(
        stack,
        FORGETFUL,
        admin -> {
          // A list is empty as well as long as the broker has not read its log.
          for (String id : known) {
            Town.await("transaction " + id + " to be forgotten", () -> whenForgotten(admin, id));
          }
        });
  }

  private interface BrokerWork {
    void with(Admin admin) throws Exception;
  }

  private void withBrokerAlone(LocalStack stack, Map<String, String> settings, BrokerWork work)
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
