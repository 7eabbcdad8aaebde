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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A transaction that was checkpointed and then timed out, before it was committed, takes its
 * settled events with it, and Flink says nothing. They must come again, once.
 */
@Timeout(600)
class TransactionHoleTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(8);
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofMillis(9_500);

  @TempDir Path directory;

  @Test
  void events_lostWithTheirTransaction_areSentAgainOnce() throws Exception {
    QuittanceHome home = QuittanceHome.of(directory);
    try (LocalStack stack = start(home)) {
      Town town = Town.of(home, stack.network());
      WalletAccount alice = town.person("alice");
      PreparedCommand open = alice.open();
      alice.accepted(open);
      PreparedCommand issue = town.issuer().issue(alice.address(), 500, "", 1);

      stack.checkpoint(PATIENCE);
      town.send(open, issue);
      assertEquals(ReceiptStatus.ACCEPTED, town.receipt(open).getStatus());
      assertEquals(ReceiptStatus.ACCEPTED, town.receipt(issue).getStatus());
      // The savepoint holds both events as sent, and commits nothing.
      stack.savepoint(PATIENCE);
      stack.crashJob();
      assertEquals(0, town.size(Topics.SETTLEMENTS));
      Thread.sleep(TRANSACTION_TIMEOUT.plusSeconds(3).toMillis());

      stack.restartJob();
      stack.awaitRunning(PATIENCE);
      Town.await(
          "the lost events to be sent again",
          () -> Optional.of(stack.counts()).filter(counts -> counts.sentAgain() == 2));
      stack.checkpoint(PATIENCE);
      Town.await(
          "the events to be read back",
          () -> Optional.of(stack.counts()).filter(counts -> counts.unconfirmed() == 0));
      List<CommandId> settled =
          town.settled().stream().map(event -> CommandId.of(event.getEventId())).sorted().toList();
      assertEquals(List.of(open.id(), issue.id()).stream().sorted().toList(), settled);
      assertEquals(1, stack.counts().creditsCounted());
      assertEquals(2, stack.counts().accepted());
    }
  }

  private static LocalStack start(QuittanceHome home) throws Exception {
    LocalStack stack =
        LocalStack.in(home)
            .anyPorts()
            .settlement(SettlementOptions.defaults().withCheckpointInterval(CHECKPOINT_INTERVAL))
            .transactionTimeout(TRANSACTION_TIMEOUT)
            .start();
    stack.awaitRunning(PATIENCE);
    return stack;
  }
}
