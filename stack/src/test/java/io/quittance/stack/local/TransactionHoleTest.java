package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A transaction that was checkpointed and then given up by the broker, before it was committed,
 * takes its settled events with it, and Flink says nothing. They must come again, and count once.
 */
@Timeout(900)
class TransactionHoleTest {
  private static final Duration PATIENCE = Town.PATIENCE;

  /** How soon the job may take an event for lost depends on it. */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(2);

  /** The broker gives up a transaction when this test says so, however long anything takes. */
  private static final Map<String, String> NO_TIMEOUTS =
      Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "86400000");

  @TempDir Path directory;

  @Test
  void events_lostWithTheirTransaction_areSentAgainAndCountOnce() throws Exception {
    QuittanceHome home = QuittanceHome.of(directory);
    try (LocalStack stack = start(home)) {
      Town town = Town.of(home, stack.network());
      WalletAccount alice = town.person("alice");
      PreparedCommand open = alice.open();
      alice.accepted(open);
      PreparedCommand issue = town.issuer().issue(alice.address(), 500, "", 1);

      town.send(open, issue);
      assertEquals(ReceiptStatus.ACCEPTED, town.receipt(open).getStatus());
      assertEquals(ReceiptStatus.ACCEPTED, town.receipt(issue).getStatus());
      // The savepoint holds both events as sent, and commits nothing.
      stack.savepoint(PATIENCE);
      stack.crashJob();
      assertEquals(0, town.size(Topics.SETTLEMENTS));
      giveUpTransactions(stack.bootstrapServers());

      stack.restartJob();
      stack.awaitRunning(PATIENCE);
      Town.await(
          "the lost events to be sent again",
          () -> Optional.of(stack.counts()).filter(counts -> counts.sentAgain() >= 2));
      assertEquals(0, town.size(Topics.SETTLEMENTS));
      Town.await(
          "the events to be read back",
          () -> {
            stack.checkpoint(PATIENCE);
            return Optional.of(stack.counts()).filter(counts -> counts.unconfirmed() == 0);
          });
      Set<CommandId> settled =
          town.settled().stream()
              .map(event -> CommandId.of(event.getEventId()))
              .collect(Collectors.toSet());
      assertEquals(Set.of(open.id(), issue.id()), settled);
      assertEquals(1, stack.counts().creditsCounted());
      assertEquals(2, stack.counts().accepted());
    }
  }

  /** Aborts what is open, as the broker does with transactions that have timed out. */
  private static void giveUpTransactions(String servers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      List<String> open = open(admin);
      admin.fenceProducers(open).all().get();
      Town.await("no transaction to be open", () -> Optional.of(open(admin)).filter(List::isEmpty));
    }
  }

  private static List<String> open(Admin admin) throws Exception {
    Set<TransactionState> ended =
        Set.of(
            TransactionState.EMPTY,
            TransactionState.COMPLETE_ABORT,
            TransactionState.COMPLETE_COMMIT);
    return admin.listTransactions(new ListTransactionsOptions()).all().get().stream()
        .filter(transaction -> !ended.contains(transaction.state()))
        .map(TransactionListing::transactionalId)
        .toList();
  }

  private static LocalStack start(QuittanceHome home) throws Exception {
    LocalStack stack =
        LocalStack.in(home)
            .anyPorts()
            .checkpointsByHand()
            .broker(NO_TIMEOUTS)
            .settlement(SettlementOptions.defaults().withCheckpointInterval(Duration.ofSeconds(1)))
            .transactionTimeout(TRANSACTION_TIMEOUT)
            .start();
    stack.awaitRunning(PATIENCE);
    return stack;
  }
}
