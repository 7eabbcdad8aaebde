package io.quittance.jobs.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.ledger.settlement.Credit;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Balance;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.network.QuittanceHome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class LocalStackTest {
  @TempDir static Path directory;

  private static LocalStack stack;
  private static Town town;

  @BeforeAll
  static void start() throws Exception {
    stack =
        LocalStack.in(QuittanceHome.of(directory))
            .anyPorts()
            .settlement(SettlementOptions.defaults().withCheckpointInterval(Duration.ofMillis(200)))
            .start();
    stack.awaitRunning(Duration.ofSeconds(60));
    town = Town.of(stack.home(), stack.network());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void transfer_betweenTwoPeople_movesTheMoney() throws Exception {
    WalletAccount alice = town.person("alice");
    WalletAccount bob = town.person("bob");
    send(alice, alice.open());
    send(bob, bob.open());
    PreparedCommand issue = town.issuer().issue(alice.address(), 1_000, "first", 1);
    town.send(issue);
    alice.observe(Credit.of(town.settled(issue)).orElseThrow());
    PreparedCommand pay = send(alice, alice.transfer(bob.address(), 300, "for the bicycle"));
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(pay).getStatus());
    bob.observe(Credit.of(town.settled(pay)).orElseThrow());
    PreparedCommand apply = send(bob, bob.applyCredits(1));
    town.settled(apply);
    assertEquals(700, amount(alice, pay));
    assertEquals(300, amount(bob, apply));
  }

  private static PreparedCommand send(WalletAccount account, PreparedCommand command) {
    account.accepted(command);
    town.send(command);
    return command;
  }

  /** The published balance of an account once a command is in it, decrypted. */
  private static long amount(WalletAccount account, PreparedCommand last) throws Exception {
    Balance balance =
        Town.await(
            "the balance after " + last,
            () ->
                java.util.Optional.ofNullable(town.balances().get(account.id()))
                    .filter(known -> known.getSequence() > last.number()));
    return Decryption.amount(account.keys(), balance);
  }
}
