package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.receipt.CreditReceipts;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Settled;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Money that was received and spent without any checkpoint stays where it is when the job crashes:
 * all of it is told again as it was, to the byte, and counts once.
 */
@Timeout(600)
class SpentAtOnceTest {
  @TempDir private Path directory;
  private LocalStack stack;
  private Town town;

  @Test
  void moneyHandedOnWithoutACheckpoint_survivesACrash() throws Exception {
    try (LocalStack started =
        LocalStack.in(QuittanceHome.of(directory)).anyPorts().checkpointsByHand().start()) {
      stack = started;
      stack.awaitRunning(Town.PATIENCE);
      town = Town.of(stack.home(), stack.network());
      handOnAndCrash();
    }
  }

  private void handOnAndCrash() throws Exception {
    WalletAccount alice = town.person("alice");
    WalletAccount bob = town.person("bob");
    WalletAccount carol = town.person("carol");
    for (WalletAccount person : List.of(alice, bob, carol)) {
      told(person, person.open());
    }
    PreparedCommand issue = town.issuer().issue(alice.address(), 1_000, "", 1);
    town.send(issue);
    alice.observe(credit(issue, alice));
    stack.checkpoint(Town.PATIENCE);
    Optional<Path> checkpoint = stack.newestCheckpoint();
    int finalBefore = finalAre(4);

    List<PreparedCommand> payments =
        List.of(pay(alice, bob, 700), pay(bob, carol, 600), pay(carol, alice, 500));
    assertEquals(checkpoint, stack.newestCheckpoint(), "no checkpoint was made meanwhile");
    assertEquals(finalBefore, town.settled().size(), "nothing of it is final");
    int toldBefore = town.receipts().size();

    stack.crashJob();
    stack.restartJob();
    stack.awaitRunning(Town.PATIENCE);
    // Of each payment, its payer and its payee are told again.
    Town.await(
        "all to be told again",
        () ->
            Optional.of(town.receipts().size())
                .filter(size -> size >= toldBefore + 2 * payments.size()));
    PreparedCommand apply = alice.applyCredits(alice.creditsReceived());
    told(alice, apply);
    stack.checkpoint(Town.PATIENCE);
    finalAre(finalBefore + payments.size() + 1);

    requireOneStory();
    for (PreparedCommand payment : payments) {
      assertEquals(1, events(payment), "events of " + payment);
    }
    assertEquals(payments.size(), stack.counts().entriesCounted());
    assertEquals(800, amount(alice));
    assertEquals(100, amount(bob));
    assertEquals(100, amount(carol));
  }

  /** Waits for so many final events: a checkpoint's are committed a moment after it is complete. */
  private int finalAre(int count) throws Exception {
    return Town.await(
        count + " final events",
        () -> Optional.of(town.settled().size()).filter(size -> size >= count));
  }

  /** Pays out of what was received a moment ago, and waits until the payee is told. */
  private PreparedCommand pay(WalletAccount payer, WalletAccount payee, long amount)
      throws Exception {
    PreparedCommand payment = payer.transfer(payee.address(), amount, "", payer.creditsReceived());
    told(payer, payment);
    payee.observe(credit(payment, payee));
    return payment;
  }

  private void told(WalletAccount sender, PreparedCommand command) throws Exception {
    town.send(command);
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(command).getStatus());
    sender.accepted(command);
  }

  /** What the payee is told of a payment or an issue. */
  private Credit credit(PreparedCommand command, WalletAccount payee) throws Exception {
    Receipt receipt =
        Town.await(
            "the payee's receipt of " + command,
            () ->
                town.receipts().stream()
                    .filter(told -> told.getStatus() == ReceiptStatus.CREDITED)
                    .filter(told -> CommandId.of(told.getCommandId()).equals(command.id()))
                    .findFirst());
    assertEquals(payee.id(), AccountId.of(receipt.getAccount()));
    return Credit.of(CreditReceipts.entry(receipt));
  }

  /** Whatever is told again says the same: number, place and entry, too. */
  private void requireOneStory() throws Exception {
    Map<String, Receipt> first = new HashMap<>();
    int again = 0;
    for (Receipt receipt : town.receipts()) {
      String about =
          receipt.getStatus()
              + " "
              + CommandId.of(receipt.getCommandId())
              + " "
              + AccountId.of(receipt.getAccount());
      Receipt earlier = first.putIfAbsent(about, receipt);
      if (earlier != null) {
        assertEquals(earlier, receipt);
        again++;
      }
    }
    assertTrue(again >= 6, "told again: " + again);
  }

  private long events(PreparedCommand payment) throws Exception {
    long events = 0;
    for (Settled event : town.settled()) {
      events += CommandId.of(event.getEventId()).equals(payment.id()) ? 1 : 0;
    }
    return events;
  }

  /** What an account can spend, by its published balance. */
  private long amount(WalletAccount person) throws Exception {
    return Decryption.amount(person.keys(), town.balances().get(person.id()));
  }
}
