package io.quittance.stack.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.stack.local.Town;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.util.Optional;

/** A cluster whose ended processes are started again while something is awaited. */
final class HealedCluster {
  private HealedCluster() {}

  /** Sends a command, starting again what has ended, until it is final. */
  static void accept(Cluster cluster, Town town, WalletAccount account, PreparedCommand command)
      throws Exception {
    account.accepted(command);
    Town.await(
        "the brokers to take a command",
        () -> {
          cluster.heal();
          return sent(town, command);
        });
    // A receipt may still come from tasks that do not know yet that their JobManager is dead.
    Town.await(
        command + " to be final",
        () -> {
          cluster.heal();
          return town.settled().stream()
              .filter(event -> event.getEventId().equals(command.id().fixed()))
              .findFirst();
        });
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(command).getStatus());
  }

  private static Optional<Boolean> sent(Town town, PreparedCommand command) {
    try {
      town.send(command);
      return Optional.of(true);
    } catch (Exception notYet) {
      return Optional.empty();
    }
  }
}
