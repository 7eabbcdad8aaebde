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
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint that was taken when all events before it were final outlives what the broker
 * remembers of its transactions.
 *
 * <p>One that holds events which became final only after it does not yet: Flink's committer asks
 * for their transaction in vain, for ever ({@code InvalidPidMappingException}). The runbook says
 * so.
 */
@Timeout(600)
class ForgottenTransactionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(8);

  @TempDir Path directory;

  @Test
  void savepoint_takenWhenAllWasFinal_isRestoredThoughTheBrokerForgotItsTransactions()
      throws Exception {
    QuittanceHome home = QuittanceHome.of(directory);
    Path savepoint;
    PreparedCommand open;
    WalletAccount alice;
    try (LocalStack stack = options(home).start()) {
      stack.awaitRunning(PATIENCE);
      Town town = Town.of(home, stack.network());
      alice = town.person("alice");
      open = alice.open();
      alice.accepted(open);
      stack.checkpoint(PATIENCE);
      town.send(open);
      assertEquals(ReceiptStatus.ACCEPTED, town.receipt(open).getStatus());
      stack.checkpoint(PATIENCE);
      Town.await(
          "the event to be final",
          () -> Optional.of(town.size(Topics.SETTLEMENTS)).filter(size -> size > 0));
      savepoint = stack.savepoint(directory.resolve("savepoints"), PATIENCE);
    }
    forgetTransactions(options(home).brokerData());

    try (LocalStack stack = options(home).from(savepoint).start()) {
      stack.awaitRunning(PATIENCE);
      Town town = Town.of(home, stack.network());
      PreparedCommand issue = town.issuer().issue(alice.address(), 500, "", 1);
      town.send(issue);
      assertEquals(ReceiptStatus.ACCEPTED, town.receipt(issue).getStatus());
      stack.checkpoint(PATIENCE);
      Town.await(
          "all to be read back",
          () -> Optional.of(stack.counts()).filter(counts -> counts.unconfirmed() == 0));
      List<CommandId> settled =
          town.settled().stream().map(event -> CommandId.of(event.getEventId())).toList();
      assertEquals(List.of(open.id(), issue.id()), settled);
      assertEquals(0, stack.counts().sentAgain());
    }
  }

  /** Starts the broker alone, on a day on which it forgets what has ended. */
  private static void forgetTransactions(Path data) throws Exception {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            data,
            0,
            Map.of(
                "transactional.id.expiration.ms",
                "1000",
                "transaction.remove.expired.transaction.cleanup.interval.ms",
                "500"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      Town.await(
          "all transactions to be forgotten",
          () ->
              Optional.of(admin.listTransactions().all().get())
                  .filter(transactions -> transactions.isEmpty()));
    } finally {
      broker.close();
    }
  }

  private static LocalStackOptions options(QuittanceHome home) {
    return LocalStack.in(home)
        .anyPorts()
        .settlement(SettlementOptions.defaults().withCheckpointInterval(CHECKPOINT_INTERVAL));
  }
}
