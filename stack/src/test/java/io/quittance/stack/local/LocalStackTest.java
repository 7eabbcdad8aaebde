package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.schemas.settlement.Balance;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
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
    stack.awaitRunning(Town.PATIENCE);
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
    town.settled(send(bob, bob.open()));
    PreparedCommand issue = town.issuer().issue(alice.address(), 1_000, "first", 1);
    town.send(issue);
    alice.observe(Credit.of(town.settled(issue)).orElseThrow());
    long squareRoots = stack.counts().squareRoots();
    PreparedCommand pay = send(alice, alice.transfer(bob.address(), 300, "for the bicycle"));
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(pay).getStatus());
    assertEquals(squareRoots, stack.counts().squareRoots(), "advice spares the square roots");
    bob.observe(Credit.of(town.settled(pay)).orElseThrow());
    PreparedCommand apply = send(bob, bob.applyCredits(1));
    town.settled(apply);
    assertEquals(700, amount(alice, pay));
    assertEquals(300, amount(bob, apply));
  }

  @Test
  void badInput_ofEveryKind_isRejectedWithItsCodeAndTheJobGoesOn() throws Exception {
    Map<String, BadInput.Case> cases = BadInput.cases(town);
    List<RecordMetadata> places =
        town.send(cases.values().stream().map(BadInput.Case::record).toList());
    List<Rejection> rejections =
        Town.await("all rejections", () -> atLeast(town.rejections(), cases.size()));
    List<String> failures = new ArrayList<>();
    int next = 0;
    for (Map.Entry<String, BadInput.Case> bad : cases.entrySet()) {
      RecordMetadata place = places.get(next++);
      failures.addAll(BadInput.check(bad.getKey(), bad.getValue(), place, rejections));
    }
    assertTrue(failures.isEmpty(), String.join("\n", failures));
    WalletAccount carol = town.person("carol");
    town.settled(send(carol, carol.open()));
    assertTrue(stack.isRunning());
    Town.await(
        "nothing underway", () -> Optional.of(stack.counts()).filter(c -> c.underway() == 0));
    assertEquals(cases.size(), stack.counts().rejectedInAll());
  }

  private static <T> Optional<List<T>> atLeast(List<T> found, int wanted) {
    return found.size() >= wanted ? Optional.of(found) : Optional.empty();
  }

  private static PreparedCommand send(WalletAccount account, PreparedCommand command)
      throws Exception {
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
                Optional.ofNullable(town.balances().get(account.id()))
                    .filter(known -> known.getSequence() > last.number()));
    return Decryption.amount(account.keys(), balance);
  }
}
