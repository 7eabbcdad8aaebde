package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.deployment.Checkpoints;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping and refusing to start. */
@Timeout(600)
class LocalStackLifeTest {
  private static final Duration PATIENCE = Town.PATIENCE;

  /** A home may stand wherever a user's files do. */
  private static final String ODD_NAME = "my home, 50%20 #1 [1] a:b? hömé";

  @TempDir Path temporary;
  private Path directory;
  private QuittanceHome home;

  @BeforeEach
  void home() {
    directory = temporary.resolve(ODD_NAME);
    home = QuittanceHome.of(directory);
  }

  @Test
  void stack_startedAgainWithMoreInstances_goesOnWhereItWas() throws Exception {
    WalletAccount alice;
    NetworkFile before;
    try (LocalStack stack = running(options())) {
      before = stack.network();
      Town town = Town.of(home, before);
      alice = town.person("alice");
      accept(town, alice, alice.open());
      assertRefusesASecondStack();
    }
    assertRefusesOtherNetworks();
    Optional<Path> stopped = Checkpoints.newest(directory.resolve("stack/checkpoints"));
    assertTrue(stopped.orElseThrow().getFileName().toString().startsWith("savepoint-"));
    try (LocalStack stack = running(options(3))) {
      assertEquals(before.statements(), stack.network().statements());
      assertEquals(stack.network(), NetworkFile.load(home.networkFile()));
      Town town = Town.of(home, stack.network());
      accept(town, alice, alice.applyCredits(0));
      LedgerCounts counts = stack.counts();
      assertEquals(
          2,
          counts.read() - counts.statements(),
          "a start wrote statements into the journal again");
      assertEquals(before.commandPartitions(), counts.statements());
      assertEquals(2, counts.accepted());
      Path savepoint = stack.savepoint(directory.resolve("kept, [2]"), PATIENCE);
      assertTrue(savepoint.startsWith(directory.resolve("kept, [2]")), savepoint.toString());
      stack.crashJob();
      stack.restartJob(Optional.of(savepoint));
      accept(town, alice, alice.applyCredits(0));
    }
    try (Stream<Path> beside = Files.list(temporary)) {
      assertEquals(List.of(directory), beside.toList(), "quoted names beside the home");
    }
    assertIsNotBegunAnewWithoutItsCheckpoints();
  }

  private void assertIsNotBegunAnewWithoutItsCheckpoints() throws Exception {
    Path checkpoints = directory.resolve("stack").resolve("checkpoints");
    Files.move(checkpoints, directory.resolve("elsewhere"));
    String message =
        assertThrows(IllegalStateException.class, () -> options().start()).getMessage();
    assertTrue(message.contains("no checkpoint stands in " + checkpoints), message);
    Files.move(directory.resolve("elsewhere"), checkpoints);
    running(options()).close();
  }

  @Test
  void job_brokerDownForAWhile_waitsAndGoesOn_andStopsWhereItsPlaceInTheLogIsGone()
      throws Exception {
    try (LocalStack stack = running(options())) {
      Town town = Town.of(home, stack.network());
      WalletAccount alice = town.person("alice");
      accept(town, alice, alice.open());
      stack.stopBroker();
      Town.await(
          "the job to look for its broker in vain",
          () ->
              Optional.of(Files.readString(stack.logFile()))
                  .filter(log -> log.contains("could not be established")));
      stack.restartBroker();
      accept(town, alice, alice.applyCredits(0));
      stack.awaitRunning(PATIENCE);
      assertEquals(2, town.settled().size());

      stack.checkpoint(PATIENCE);
      stack.crashJob();
      assertThrows(IllegalStateException.class, stack::webUi);
      assertThrows(IllegalStateException.class, stack::crashJob);
      PreparedCommand unread = alice.applyCredits(0);
      town.send(unread, unread);
      KafkaLog.deleteAllBut(1, stack.bootstrapServers(), town.record(unread));
      stack.restartJob();
      assertThrows(IllegalStateException.class, stack::restartJob);
      Throwable failure = Town.await("the job to fail", stack::lastFailure);
      assertTrue(
          Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
              .anyMatch(cause -> cause.toString().contains("OffsetOutOfRange")),
          failure.toString());
    }
  }

  @Test
  void options_outOfRange_areRefused() {
    assertThrows(IllegalArgumentException.class, () -> options().partitions(0));
    assertThrows(IllegalArgumentException.class, () -> options().partitions(129));
    assertThrows(IllegalArgumentException.class, () -> options().kafkaPort(-1));
    assertThrows(IllegalArgumentException.class, () -> options().webPort(65_536));
    assertThrows(IllegalArgumentException.class, () -> options().prometheusPort(65_536));
  }

  private LocalStackOptions options() {
    return options(2);
  }

  private LocalStackOptions options(int parallelism) {
    return LocalStack.in(home)
        .anyPorts()
        .settlement(
            SettlementOptions.defaults()
                .withParallelism(parallelism)
                .withCheckpointInterval(Duration.ofMillis(300)));
  }

  private static LocalStack running(LocalStackOptions options) throws Exception {
    LocalStack stack = options.start();
    stack.awaitRunning(PATIENCE);
    return stack;
  }

  private void assertRefusesASecondStack() {
    String message =
        assertThrows(IllegalStateException.class, () -> options().start()).getMessage();
    assertTrue(message.contains("already"), message);
  }

  private void assertRefusesOtherNetworks() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> options().partitions(5).start())
            .getMessage();
    assertTrue(message.contains("number of partitions is 4"), message);
    message =
        assertThrows(IllegalArgumentException.class, () -> options().network("other").start())
            .getMessage();
    assertTrue(message.contains("network is local"), message);
  }

  private static void accept(Town town, WalletAccount account, PreparedCommand command)
      throws Exception {
    account.accepted(command);
    town.send(command);
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(command).getStatus());
    town.settled(command);
  }
}
