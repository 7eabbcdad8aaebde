package io.quittance.stack.local;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.requirements.KafkaRequirements;
import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.ledger.receipt.OperatorKeys;
import io.quittance.ledger.statement.Statement;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.TopicsEntry;
import io.quittance.network.kafka.PresentTopics;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.schemas.signature.VerifyingKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
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
  private static final SigningKey AUTHORITY = SigningKey.of(new byte[SigningKey.BYTES]);
  private static final NetworkFile NETWORK = network(2);

  private static NetworkFile network(int partitions) {
    VerifyingKey key = AUTHORITY.verifyingKey();
    return NetworkFile.found(
        Statement.founding("test", key, partitions, OperatorKeys.of(key), List.of()),
        AUTHORITY,
        "");
  }

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
                "producer.id.expiration.ms",
                "" + Duration.ofDays(1).toMillis(),
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
    KafkaRequirements.check(client, OPTIONS, NETWORK);
    KafkaRequirements.check(client, OPTIONS.withTransactionTimeout(LIMIT), NETWORK);
  }

  @Test
  void broker_thatGivesUpTransactionsSooner_isRefused() {
    SettlementOptions options = OPTIONS.withTransactionTimeout(LIMIT.plusMillis(1));
    String message =
        assertThrows(
                IllegalStateException.class,
                () -> KafkaRequirements.check(client, options, NETWORK))
            .getMessage();
    assertTrue(message.contains("transaction.max.timeout.ms"), message);
    assertTrue(message.contains("900001"), message);
  }

  @Test
  void topics_otherwiseConfigured_areRefusedByName() throws Exception {
    try (Admin admin = Admin.create(client)) {
      assertRefused(admin, Topics.JOURNAL, "message.timestamp.type", "CreateTime");
      assertRefused(admin, Topics.SETTLEMENTS, "message.timestamp.type", "CreateTime");
      assertRefused(admin, Topics.SETTLEMENTS, "cleanup.policy", "compact");
      assertRefused(admin, Topics.JOURNAL, "retention.ms", "60000");
    }
    KafkaRequirements.check(client, OPTIONS, NETWORK);
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
    KafkaRequirements.check(client, OPTIONS, NETWORK);
  }

  @Test
  void topic_withAnotherNumberOfPartitions_isRefusedUnlessTheNetworkSaysSo() {
    NetworkFile three = network(3);
    String message = refusal(three);
    for (Topic topic :
        List.of(Topics.JOURNAL, Topics.RECEIPTS, Topics.SETTLEMENTS, Topics.BALANCES)) {
      assertTrue(message.contains(topic.name() + " has 2 partitions"), message);
    }
    TopicsEntry grown = TopicsEntry.UNNAMED;
    for (Topic topic : Topics.ledger()) {
      grown = grown.withGrown(topic.name(), 2);
    }
    NetworkFile one = network(1);
    refusal(one);
    KafkaRequirements.check(client, OPTIONS, one.withTopics(grown));
  }

  @Test
  void topic_orClusterThatIsAnother_isRefused() throws Exception {
    TopicsEntry own;
    try (Admin admin = Admin.create(client)) {
      own = PresentTopics.ask(admin, Topics.all()).entry();
    }
    KafkaRequirements.check(client, OPTIONS, NETWORK.withTopics(own));
    for (Topic topic : Topics.ledger()) {
      Map<String, String> ids = new HashMap<>(own.ids());
      ids.put(topic.name(), "AAAAAAAAAAAAAAAAAAAAAA");
      String message = refusal(NETWORK.withTopics(TopicsEntry.of(own.clusterId(), ids)));
      assertTrue(message.contains("Topic " + topic.name() + " is not the one"), message);
    }
    String message = refusal(NETWORK.withTopics(TopicsEntry.of("other", own.ids())));
    assertTrue(message.contains("The Kafka cluster is not the one"), message);
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
        assertThrows(
                IllegalStateException.class,
                () -> KafkaRequirements.check(client, options, NETWORK))
            .getMessage();
    assertTrue(message.contains("transactional.id.expiration.ms"), message);
  }

  @Test
  void broker_thatRemembersMoreIdsThanItsMemoryHolds_isRefused() {
    SettlementOptions often =
        OPTIONS.withParallelism(128).withCheckpointInterval(Duration.ofMillis(10));
    String message =
        assertThrows(
                IllegalStateException.class, () -> KafkaRequirements.check(client, often, NETWORK))
            .getMessage();
    // 128 writers and the topic's 2 partitions.
    assertTrue(message.contains("with 256 new ids at each checkpoint"), message);
    assertTrue(message.contains("producer.id.expiration.ms"), message);
  }

  @Test
  void topic_whoseLeaderMayHaveMissedRecords_isRefused() throws Exception {
    try (Admin admin = Admin.create(client)) {
      set(admin, Topics.SETTLEMENTS, "unclean.leader.election.enable", "true");
      assertTrue(refusal().contains("quittance.settlements has unclean.leader.election.enable"));
      set(admin, Topics.SETTLEMENTS, "unclean.leader.election.enable", "false");
    }
    KafkaRequirements.check(client, OPTIONS, NETWORK);
  }

  @Test
  void cluster_whoseTransactionsMayBeEndedByADelayedCommit_isRefused() throws Exception {
    try (Admin admin = Admin.create(client)) {
      setTransactionVersion(admin, 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
      assertTrue(refusal().contains("transaction.version is 1"));
      setTransactionVersion(admin, 2, FeatureUpdate.UpgradeType.UPGRADE);
    }
    KafkaRequirements.check(client, OPTIONS, NETWORK);
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
    return refusal(NETWORK);
  }

  private static String refusal(NetworkFile network) {
    return assertThrows(
            IllegalStateException.class, () -> KafkaRequirements.check(client, OPTIONS, network))
        .getMessage();
  }

  private static void assertRefused(Admin admin, Topic topic, String setting, String value)
      throws Exception {
    set(admin, topic, setting, value);
    String message =
        assertThrows(
                IllegalStateException.class,
                () -> KafkaRequirements.check(client, OPTIONS, NETWORK))
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
