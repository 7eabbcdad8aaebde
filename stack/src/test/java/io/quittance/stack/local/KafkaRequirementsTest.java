package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.requirements.KafkaRequirements;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that would lose settled events, or believe its senders' clocks, is refused. */
class KafkaRequirementsTest {
  private static final SettlementOptions OPTIONS = SettlementOptions.defaults();

  private static final Duration LIMIT = Duration.ofMinutes(15);

  @TempDir static Path directory;
  private static EmbeddedBroker broker;
  private static Properties client;

  @BeforeAll
  static void start() {
    broker =
        EmbeddedBroker.start(
            directory,
            0,
            Map.of(
                "transaction.max.timeout.ms",
                "" + LIMIT.toMillis(),
                "transactional.id.expiration.ms",
                "" + Duration.ofHours(1).toMillis()));
    LedgerTopics.create(broker.bootstrapServers(), 2, (short) 1);
    client = new Properties();
    client.setProperty("bootstrap.servers", broker.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void cluster_thatFits_isAccepted() {
    KafkaRequirements.check(client, OPTIONS);
    KafkaRequirements.check(client, OPTIONS.withTransactionTimeout(LIMIT));
  }

  @Test
  void broker_thatGivesUpTransactionsSooner_isRefused() {
    SettlementOptions options = OPTIONS.withTransactionTimeout(LIMIT.plusMillis(1));
    String message =
        assertThrows(IllegalStateException.class, () -> KafkaRequirements.check(client, options))
            .getMessage();
    assertTrue(message.contains("transaction.max.timeout.ms"), message);
    assertTrue(message.contains("900001"), message);
  }

  @Test
  void topics_otherwiseConfigured_areRefusedByName() throws Exception {
    try (Admin admin = Admin.create(client)) {
      assertRefused(admin, Topics.COMMANDS, "message.timestamp.type", "CreateTime");
      assertRefused(admin, Topics.SETTLEMENTS, "message.timestamp.type", "CreateTime");
      assertRefused(admin, Topics.SETTLEMENTS, "cleanup.policy", "compact");
      assertRefused(admin, Topics.COMMANDS, "retention.ms", "60000");
    }
    KafkaRequirements.check(client, OPTIONS);
  }

  @Test
  void topic_thatIsMissing_isNamed() throws Exception {
    try (Admin admin = Admin.create(client)) {
      admin.deleteTopics(List.of(Topics.BALANCES.name())).all().get();
      awaitTopics(admin, Topics.all().size() - 1);
      assertTrue(refusal().contains("there is no topic quittance.balances"), refusal());
      LedgerTopics.create(broker.bootstrapServers(), 2, (short) 1);
      awaitTopics(admin, Topics.all().size());
    }
    KafkaRequirements.check(client, OPTIONS);
  }

  private static void awaitTopics(Admin admin, int count) throws Exception {
    Town.await(
        count + " topics",
        () -> Optional.of(admin.listTopics().names().get()).filter(all -> all.size() == count));
  }

  @Test
  void broker_thatForgetsIdleTransactionalIdsTooSoon_isRefused() {
    Duration longest = SettlementOptions.MAX_CHECKPOINT_INTERVAL;
    SettlementOptions options =
        OPTIONS.withTransactionTimeout(LIMIT).withCheckpointInterval(longest);
    String message =
        assertThrows(IllegalStateException.class, () -> KafkaRequirements.check(client, options))
            .getMessage();
    assertTrue(message.contains("transactional.id.expiration.ms"), message);
  }

  @Test
  void topic_whoseLeaderMayHaveMissedRecords_isRefused() throws Exception {
    try (Admin admin = Admin.create(client)) {
      set(admin, Topics.SETTLEMENTS, "unclean.leader.election.enable", "true");
      assertTrue(refusal().contains("quittance.settlements has unclean.leader.election.enable"));
      set(admin, Topics.SETTLEMENTS, "unclean.leader.election.enable", "false");
    }
    KafkaRequirements.check(client, OPTIONS);
  }

  @Test
  void cluster_whoseTransactionsMayBeEndedByADelayedCommit_isRefused() throws Exception {
    try (Admin admin = Admin.create(client)) {
      setTransactionVersion(admin, 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
      assertTrue(refusal().contains("transaction.version is 1"));
      setTransactionVersion(admin, 2, FeatureUpdate.UpgradeType.UPGRADE);
    }
    KafkaRequirements.check(client, OPTIONS);
  }

  private static void setTransactionVersion(Admin admin, int version, FeatureUpdate.UpgradeType how)
      throws Exception {
    Map<String, FeatureUpdate> update =
        Map.of("transaction.version", new FeatureUpdate((short) version, how));
    admin.updateFeatures(update, new UpdateFeaturesOptions()).all().get();
    Town.await(
        "transaction.version " + version,
        () ->
            Optional.of(admin.describeFeatures().featureMetadata().get())
                .map(features -> features.finalizedFeatures().get("transaction.version"))
                .filter(range -> range.maxVersionLevel() == version));
  }

  private static String refusal() {
    return assertThrows(IllegalStateException.class, () -> KafkaRequirements.check(client, OPTIONS))
        .getMessage();
  }

  private static void assertRefused(Admin admin, Topic topic, String setting, String value)
      throws Exception {
    set(admin, topic, setting, value);
    String message =
        assertThrows(IllegalStateException.class, () -> KafkaRequirements.check(client, OPTIONS))
            .getMessage();
    assertTrue(message.contains(topic.name()), message);
    assertTrue(message.contains(setting + "=" + value), message);
    set(admin, topic, setting, topic.configs().get(setting));
  }

  private static void set(Admin admin, Topic topic, String setting, String value) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
    admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    Town.await(
        topic.name() + " to have " + setting + "=" + value,
        () ->
            admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
                .filter(entry -> entry.name().equals(setting) && entry.value().equals(value))
                .findFirst());
  }
}
