package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.network.file.TopicsEntry;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same commands, once undisturbed and once with the job crashing in the middle, must come to
 * the same end: the product's first promise.
 */
@Timeout(600)
class RestartTest {
  private static final int PEOPLE = 3;
  private static final int PAYMENTS = 6;
  private static final long ISSUED = 10_000;

  @TempDir Path directory;

  /** What the topics tell in the end, without places, which differ from journal to journal. */
  private record Outcome(
      Map<CommandId, Settled> settled,
      Map<AccountId, Balance> balances,
      Map<String, Receipt> receipts) {}

  @Test
  void job_crashedInTheMiddle_comesToTheSameEnd() throws Exception {
    QuittanceHome crashing = QuittanceHome.of(directory.resolve("crashing"));
    QuittanceHome undisturbed = QuittanceHome.of(directory.resolve("undisturbed"));
    List<List<ProducerRecord<byte[], byte[]>>> log;
    Outcome crashed;
    try (LocalStack stack = start(crashing)) {
      Town town = Town.of(crashing, stack.network());
      log = commands(town);
      crashed = runWithCrash(stack, town, log);
    }
    copyKeys(crashing, undisturbed);
    // The other one's records stand in topics of its own.
    NetworkFile.load(undisturbed.networkFile())
        .withTopics(TopicsEntry.UNNAMED)
        .save(undisturbed.networkFile());
    try (LocalStack stack = start(undisturbed)) {
      Town town = Town.of(undisturbed, stack.network());
      for (List<ProducerRecord<byte[], byte[]>> part : log) {
        town.send(part);
        awaitIdle(stack, town);
      }
      Outcome expected = outcome(town);
      assertEquals(expected.settled(), crashed.settled());
      assertEquals(expected.balances(), crashed.balances());
      assertEquals(expected.receipts(), crashed.receipts());
      assertFalse(expected.settled().isEmpty());
    }
  }

  private static Outcome runWithCrash(
      LocalStack stack, Town town, List<List<ProducerRecord<byte[], byte[]>>> log)
      throws Exception {
    town.send(log.get(0));
    awaitIdle(stack, town);
    int before = town.receipts().size();
    List<ProducerRecord<byte[], byte[]>> payments = log.get(1);
    int half = payments.size() / 2;
    town.send(payments.subList(0, half));
    // The verdicts below are told, but their checkpoint has not been: they must be told again.
    Town.await(
        "receipts before the crash",
        () -> Optional.of(town.receipts().size()).filter(now -> now >= before + half / 2));
    stack.crashJob();
    town.send(payments.subList(half, payments.size()));
    stack.restartJob();
    stack.awaitRunning(Town.PATIENCE);
    awaitIdle(stack, town);
    town.send(log.get(2));
    awaitIdle(stack, town);
    return outcome(town);
  }

  /**
   * Opens and issues first; then payments in a ring, with repeats and replays; at last everybody
   * applies what he has received.
   */
  private static List<List<ProducerRecord<byte[], byte[]>>> commands(Town town) throws Exception {
    List<WalletAccount> people = new ArrayList<>();
    Simulation ledger = new Simulation(town.partitions(), town.asset());
    List<ProducerRecord<byte[], byte[]>> opening = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      WalletAccount person = town.person("person " + i);
      people.add(person);
      ledger.add(person);
      opening.add(town.record(next(person, person.open())));
      opening.add(town.record(town.issuer().issue(person.address(), ISSUED, "", 1)));
    }
    for (ProducerRecord<byte[], byte[]> record : opening) {
      ledger.settle(record);
    }
    List<ProducerRecord<byte[], byte[]>> payments = payments(town, people, ledger);
    List<ProducerRecord<byte[], byte[]>> applying = new ArrayList<>();
    for (WalletAccount person : people) {
      applying.add(town.record(next(person, person.applyCredits(person.creditsReceived()))));
    }
    return List.of(opening, payments, applying);
  }

  private static List<ProducerRecord<byte[], byte[]>> payments(
      Town town, List<WalletAccount> people, Simulation ledger) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int round = 0; round < PAYMENTS; round++) {
      for (int i = 0; i < PEOPLE; i++) {
        WalletAccount payer = people.get(i);
        WalletAccount payee = people.get((i + 1) % PEOPLE);
        PreparedCommand pay = next(payer, payer.transfer(payee.address(), 10 + round, "", 1));
        records.add(town.record(pay));
        if (round % 2 == 1) {
          records.add(town.record(pay));
        }
        ledger.settle(town.record(pay));
      }
    }
    records.add(records.get(0));
    return records;
  }

  private static PreparedCommand next(WalletAccount account, PreparedCommand command) {
    account.accepted(command);
    return command;
  }

  private static LocalStack start(QuittanceHome home) throws Exception {
    LocalStack stack =
        LocalStack.in(home)
            .anyPorts()
            .settlement(SettlementOptions.defaults().withCheckpointInterval(Duration.ofMillis(500)))
            .start();
    stack.awaitRunning(Town.PATIENCE);
    return stack;
  }

  private static void copyKeys(QuittanceHome from, QuittanceHome to) throws Exception {
    Files.createDirectories(to.directory());
    try (Stream<Path> files = Files.list(from.directory())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(
            file, to.directory().resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Waits until every command has its verdict and what was accepted is final. */
  private static void awaitIdle(LocalStack stack, Town town) throws Exception {
    Town.await(
        "every command's verdict and every entry",
        () -> {
          long entries = entries(town);
          return Optional.of(stack.counts())
              .filter(counts -> counts.read() == town.size(Topics.JOURNAL))
              .filter(counts -> counts.underway() == 0)
              .filter(counts -> counts.entriesCounted() == entries)
              .filter(counts -> town.size(Topics.SETTLEMENTS) >= counts.accepted());
        });
    stack.checkpoint(Town.PATIENCE);
  }

  private static Outcome outcome(Town town) throws Exception {
    Map<CommandId, Settled> settled = new TreeMap<>();
    for (Settled event : town.settled()) {
      event.setPosition(nowhere(event.getPosition()));
      Settled twice = settled.put(CommandId.of(event.getEventId()), event);
      assertEquals(null, twice, "settled twice");
    }
    Map<String, Receipt> receipts = new HashMap<>();
    for (Receipt receipt : town.receipts()) {
      receipt.setPosition(nowhere(receipt.getPosition()));
      receipt.setEntry(null);
      String about =
          CommandId.of(receipt.getCommandId()) + " " + receipt.getStatus() + receipt.getCode();
      Receipt earlier = receipts.put(about, receipt);
      if (earlier != null) {
        assertEquals(earlier, receipt, "a receipt contradicts an earlier one");
      }
    }
    assertFalse(receipts.values().stream().noneMatch(r -> r.getStatus() == ReceiptStatus.ACCEPTED));
    return new Outcome(settled, town.balances(), receipts);
  }

  private static long entries(Town town) throws Exception {
    return town.settled().stream()
        .filter(event -> event.getEvent() instanceof Transferred)
        .map(Settled::getEventId)
        .distinct()
        .count();
  }

  /** Where a command stands depends on when the entries of others came in between. */
  private static JournalPosition nowhere(JournalPosition position) {
    return new JournalPosition(position.getPartition(), 0L, 0L, position.getStatement());
  }
}
