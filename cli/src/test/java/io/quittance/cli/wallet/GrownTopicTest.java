package io.quittance.cli.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.audit.Audit;
import io.quittance.audit.Report;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.QuittanceException;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.schemas.settlement.Balance;
import io.quittance.stack.local.LocalStack;
import io.quittance.stack.local.Town;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.client.QuittanceClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics that somebody gave more partitions than the ledger has. */
@Timeout(600)
class GrownTopicTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PARTITIONS = 4;
  private static final int GROWN = 7;
  private static final List<Topic> READ_BY_KEY =
      List.of(Topics.JOURNAL, Topics.RECEIPTS, Topics.SETTLEMENTS, Topics.BALANCES);

  @TempDir Path directory;

  @Test
  void topics_grown_areRefusedUntilTheFileSaysSo_andNoKeyMoves() throws Exception {
    QuittanceHome home = QuittanceHome.of(directory);
    NetworkFile stated;
    WalletAccount alice;
    try (LocalStack stack = running(home)) {
      NetworkFile network = stack.network();
      Town town = Town.of(home, network);
      alice = town.person("alice");
      accept(town, alice, alice.open());
      stack.checkpoint(PATIENCE);
      stated = network;
      for (Topic topic : READ_BY_KEY) {
        grow(stack.bootstrapServers(), topic);
        assertRefused(stated, topic);
        stated = stated.withTopics(stated.topics().withGrown(topic.name(), GROWN));
      }
      assertSequence(stated, alice, 1);
      // The job, which has started before, goes on to write where the readers look.
      accept(town, alice, alice.applyCredits(0));
      stack.checkpoint(PATIENCE);
      assertSequence(stated, alice, 2);
    }
    assertTrue(
        assertThrows(IllegalStateException.class, () -> start(home))
            .getMessage()
            .contains("has 7 partitions"));
    stated.save(home.networkFile());
    try (LocalStack stack = running(home)) {
      Town town = Town.of(home, stack.network());
      assertEquals(stated.topics(), stack.network().topics());
      accept(town, alice, alice.applyCredits(0));
      stack.checkpoint(PATIENCE);
      assertSequence(stack.network(), alice, 3);
      rejectBeyond(town, alice);
      Report report = Audit.of(stack.network());
      assertTrue(report.agrees(), report.differences().toString());
    }
  }

  /** What a foreign wallet sends to where the topic's present number leads is not dropped. */
  private static void rejectBeyond(Town town, WalletAccount alice) throws Exception {
    ProducerRecord<byte[], byte[]> right = town.record(alice.applyCredits(0));
    town.send(List.of(new ProducerRecord<>(right.topic(), GROWN - 1, right.key(), right.value())));
    Rejection rejection = Town.await("a rejection", () -> town.rejections().stream().findFirst());
    assertEquals("WRONG_PARTITION", rejection.getCode());
  }

  private static void assertSequence(NetworkFile network, WalletAccount account, long sequence)
      throws Exception {
    try (QuittanceClient client = QuittanceClient.connect(network)) {
      Balance balance =
          Town.await(
              "sequence " + sequence,
              () -> client.balance(account.id()).filter(now -> now.getSequence() >= sequence));
      assertEquals(sequence, balance.getSequence());
      assertEquals(sequence, client.settledUnder(account.id()).size());
    }
  }

  private static void assertRefused(NetworkFile network, Topic topic) throws Exception {
    String message =
        Town.await(
            "the broker to tell of the growth of " + topic.name(),
            () -> {
              try {
                Audit.of(network);
                return Optional.empty();
              } catch (QuittanceException refused) {
                return Optional.of(refused.getMessage());
              }
            });
    assertTrue(message.contains(topic.name() + " has 7 partitions"), message);
    assertTrue(message.contains("says 4"), message);
  }

  private static void grow(String servers, Topic topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(GROWN))).all().get();
    }
  }

  private static LocalStack start(QuittanceHome home) {
    return LocalStack.in(home)
        .anyPorts()
        .partitions(PARTITIONS)
        .settlement(SettlementOptions.defaults().withCheckpointInterval(Duration.ofMillis(300)))
        .start();
  }

  private static LocalStack running(QuittanceHome home) throws Exception {
    LocalStack stack = start(home);
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
}
