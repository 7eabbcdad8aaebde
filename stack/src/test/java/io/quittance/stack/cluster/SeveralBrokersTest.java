package io.quittance.stack.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.QuittanceHome;
import io.quittance.schemas.Topics;
import io.quittance.stack.local.Town;
import io.quittance.wallet.account.WalletAccount;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three brokers whose clocks are half an hour apart: with each leader the log's time goes forth or
 * back. Chaos does more of it, for longer.
 */
@EnabledIfSystemProperty(
    named = "quittance.long",
    matches = "true",
    disabledReason = "it takes minutes; .ci/run asks for it")
@Timeout(1800)
class SeveralBrokersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(300);

  @TempDir Path directory;

  @Test
  void cluster_missingOneBroker_thenMostOfThem_losesNothing_andIsFoundAgain() throws Exception {
    QuittanceHome home = QuittanceHome.of(directory);
    ClusterOptions options =
        ClusterOptions.in(home).anyPorts().withBrokers(3, Duration.ofMinutes(30));
    SettlementOptions settlement =
        options.settlement().withCheckpointInterval(Duration.ofMillis(500));
    WalletAccount alice;
    try (Cluster cluster = Cluster.start(options, PATIENCE)) {
      assertEquals(3, cluster.brokers().size());
      assertReplicated(cluster);
      cluster.job().submit(settlement);
      Town town = Town.of(home, cluster.network());
      alice = town.person("alice");
      HealedCluster.accept(cluster, town, alice, alice.open());

      cluster.brokers().get(1).kill();
      HealedCluster.accept(cluster, town, alice, alice.applyCredits(0));
      cluster.brokers().get(0).kill();
      cluster.brokers().get(2).kill();
      HealedCluster.accept(cluster, town, alice, alice.applyCredits(0));
      assertEquals(3, town.settled().stream().map(event -> event.getEventId()).distinct().count());
    }
    try (Cluster cluster = Cluster.start(options, PATIENCE)) {
      Town town = Town.of(home, cluster.network());
      HealedCluster.accept(cluster, town, alice, alice.applyCredits(0));
      assertEquals(4, town.settled().stream().map(event -> event.getEventId()).distinct().count());
    }
  }

  /** Every topic of the catalogue stands on all three, and two of them must have a record. */
  private static void assertReplicated(Cluster cluster) throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", cluster.network().bootstrapServers()))) {
      Map<String, TopicDescription> topics =
          admin
              .describeTopics(Topics.all().stream().map(topic -> topic.name()).toList())
              .allTopicNames()
              .get();
      topics.forEach(
          (name, topic) ->
              assertTrue(
                  topic.partitions().stream().allMatch(each -> each.replicas().size() == 3), name));
      assertEquals(
          cluster.network().commandPartitions(),
          topics.get(Topics.REJECTIONS.name()).partitions().size());
    }
  }
}
