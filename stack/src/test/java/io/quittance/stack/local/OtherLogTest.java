package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.client.QuittanceClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A ledger whose topics or broker were replaced behind its back. */
@Timeout(600)
class OtherLogTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path directory;
  private QuittanceHome home;

  @BeforeEach
  void home() {
    home = QuittanceHome.of(directory.resolve("home"));
  }

  @Test
  void topic_createdAnewUnderARunningJob_stopsItForGood() throws Exception {
    try (LocalStack stack = running()) {
      Town town = Town.of(home, stack.network());
      WalletAccount alice = town.person("alice");
      accept(town, alice, alice.open());
      stack.checkpoint(PATIENCE);
      createAnew(stack.bootstrapServers(), Topics.JOURNAL, town.partitions());
      assertEnds(stack, "another log of quittance.journal");
      long receipts = town.size(Topics.RECEIPTS);
      // Once the partition is longer than the old offset, all would look well.
      PreparedCommand next = alice.applyCredits(0);
      town.send(next, next, next);
      QuittanceException refused =
          assertThrows(
              QuittanceException.class, () -> QuittanceClient.connect(stack.network()).send(next));
      assertTrue(refused.getMessage().contains("deleted and created again"), refused.getMessage());
      stack.crashJob();
      String message = assertThrows(IllegalStateException.class, stack::restartJob).getMessage();
      assertTrue(message.contains("deleted and created again"), message);
      assertEquals(receipts, town.size(Topics.RECEIPTS));
    }
    assertRefused("deleted and created again");
  }

  @Test
  void broker_wiped_isNotBegunAnew() throws Exception {
    Path broker = directory.resolve("home/stack/kafka");
    NetworkFile network;
    try (LocalStack stack = running()) {
      network = stack.network();
      assertFalse(network.topics().clusterId().isEmpty());
      assertEquals(Topics.all().size(), network.topics().ids().size());
    }
    Files.move(broker, directory.resolve("elsewhere"));
    assertRefused("holds no broker's log");
    assertFalse(Files.exists(broker), "a broker was begun anew");
    // Another ledger's broker: that of a home set up meanwhile.
    EmbeddedBroker.start(broker, 0).close();
    assertRefused("holds that of the cluster");
    FileUtils.deleteDirectory(broker.toFile());
    Files.move(directory.resolve("elsewhere"), broker);
    running().close();
    assertEquals(network.topics(), NetworkFile.load(home.networkFile()).topics());
  }

  @Test
  void topic_deletedWhileTheLedgerWasDown_isNotCreatedAgain() throws Exception {
    Path data = directory.resolve("home/stack/kafka");
    running().close();
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
      delete(broker.bootstrapServers(), Topics.BALANCES);
    }
    assertRefused("has no topic quittance.balances any more");
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0);
        Admin admin = admin(broker.bootstrapServers())) {
      assertFalse(admin.listTopics().names().get().contains(Topics.BALANCES.name()));
    }
  }

  /** An old copy of the broker's disk has the same ids; what was written since is missing. */
  @Test
  void broker_restoredFromAnOlderCopyAndGoneOnWith_isRefused() throws Exception {
    Path data = directory.resolve("home/stack/kafka");
    Path copy = directory.resolve("copy");
    WalletAccount alice;
    PreparedCommand lost;
    try (LocalStack stack = running()) {
      Town town = Town.of(home, stack.network());
      alice = town.person("alice");
      accept(town, alice, alice.open());
    }
    copy(data, copy);
    try (LocalStack stack = running()) {
      Town town = Town.of(home, stack.network());
      lost = alice.applyCredits(0);
      accept(town, alice, lost);
    }
    FileUtils.deleteDirectory(data.toFile());
    Files.move(copy, data);
    try (EmbeddedBroker broker = EmbeddedBroker.start(data, 0)) {
      NetworkFile network =
          NetworkFile.load(home.networkFile()).withBootstrapServers(broker.bootstrapServers());
      Town town = Town.of(home, network);
      ProducerRecord<byte[], byte[]> place = town.record(lost);
      ProducerRecord<byte[], byte[]> other =
          new ProducerRecord<>(place.topic(), place.partition(), place.key(), new byte[] {1});
      town.send(List.of(other, other, other));
    }
    try (LocalStack stack = start()) {
      // Which of the two topics is looked at first is open.
      assertEnds(stack, "This state belongs to another log of quittance.");
    }
  }

  private void assertEnds(LocalStack stack, String words) throws Exception {
    IllegalStateException ended =
        Town.await(
            "the job to end",
            () -> {
              try {
                stack.requireNotEnded();
                return Optional.empty();
              } catch (IllegalStateException end) {
                return Optional.of(end);
              }
            });
    assertTrue(ended.getMessage().contains(words), ended.getMessage());
  }

  private void assertRefused(String words) {
    String message = assertThrows(IllegalStateException.class, this::start).getMessage();
    assertTrue(message.contains(words), message);
    assertTrue(message.contains("Nothing was"), message);
  }

  private LocalStack start() {
    return LocalStack.in(home)
        .anyPorts()
        .settlement(SettlementOptions.defaults().withCheckpointInterval(Duration.ofMillis(300)))
        .start();
  }

  private LocalStack running() throws Exception {
    LocalStack stack = start();
    stack.awaitRunning(PATIENCE);
    return stack;
  }

  private static void accept(Town town, WalletAccount account, PreparedCommand command)
      throws Exception {
    account.accepted(command);
    town.send(command);
    assertEquals(ReceiptStatus.ACCEPTED, town.receipt(command).getStatus());
    town.settled(command);
  }

  private static Admin admin(String servers) {
    return Admin.create(Map.of("bootstrap.servers", servers));
  }

  private static void delete(String servers, Topic topic) throws Exception {
    try (Admin admin = admin(servers)) {
      admin.deleteTopics(List.of(topic.name())).all().get();
      Town.await(
          "the end of " + topic.name(),
          () -> {
            try {
              admin.describeTopics(List.of(topic.name())).allTopicNames().get();
              return Optional.empty();
            } catch (java.util.concurrent.ExecutionException e) {
              return Optional.of(e)
                  .filter(gone -> gone.getCause() instanceof UnknownTopicOrPartitionException);
            }
          });
    }
  }

  private static void createAnew(String servers, Topic topic, int partitions) throws Exception {
    delete(servers, topic);
    try (Admin admin = admin(servers)) {
      admin
          .createTopics(
              List.of(new NewTopic(topic.name(), partitions, (short) 1).configs(topic.configs())))
          .all()
          .get();
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    FileUtils.copy(
        new org.apache.flink.core.fs.Path(from.toString()),
        new org.apache.flink.core.fs.Path(to.toString()),
        false);
  }
}
