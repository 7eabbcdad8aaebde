package io.quittance.jobs.requirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule at its limit and one past it, on clusters of one broker and of three. */
class KafkaRulesTest {
  private static final SettlementOptions OPTIONS =
      SettlementOptions.defaults()
          .withCheckpointInterval(Duration.ofSeconds(6))
          .withTransactionTimeout(Duration.ofMinutes(10));

  private final Map<String, String> broker =
      new HashMap<>(
          Map.of(
              "transaction.max.timeout.ms", "600000",
              "transactional.id.expiration.ms", "60000",
              "transaction.state.log.min.isr", "2",
              "transaction.state.log.replication.factor", "2",
              "unclean.leader.election.enable", "false"));

  @Test
  void broker_thatJustSuffices_orTellsNothing_passes() {
    assertEquals(List.of(), brokerOf(3));
    broker.clear();
    assertEquals(List.of(), brokerOf(3));
  }

  @Test
  void broker_oneShortOfWhatIsNeeded_isToldInOneSentence() {
    assertBrokerRefused("transaction.max.timeout.ms", "599999");
    assertBrokerRefused("transactional.id.expiration.ms", "59999");
    assertBrokerRefused("transaction.state.log.min.isr", "1");
    assertBrokerRefused("transaction.state.log.replication.factor", "1");
    assertBrokerRefused("unclean.leader.election.enable", "true");
  }

  @Test
  void brokerAlone_needsNoSecondOne_butOneReplicaForEachThatMustBeInSync() {
    broker.put("transaction.state.log.min.isr", "1");
    broker.put("transaction.state.log.replication.factor", "1");
    assertEquals(List.of(), brokerOf(1));
    broker.put("transaction.state.log.min.isr", "2");
    assertEquals(1, brokerOf(1).size());
  }

  @Test
  void topics_asTheCatalogueCreatesThem_pass() {
    for (Topic topic : Topics.all()) {
      assertEquals(List.of(), new TopicRules(1).unmet(topic, 1, topic.configs()));
      Map<String, String> safe = with(topic, "min.insync.replicas", "2");
      assertEquals(List.of(), new TopicRules(3).unmet(topic, 2, safe));
    }
  }

  @Test
  void topic_otherThanNeeded_isToldInOneSentence() {
    assertTopicRefused(Topics.SETTLEMENTS, "min.insync.replicas", "1");
    assertTopicRefused(Topics.SETTLEMENTS, "unclean.leader.election.enable", "true");
    assertTopicRefused(Topics.COMMANDS, "cleanup.policy", "compact,delete");
    assertTopicRefused(Topics.BALANCES, "cleanup.policy", "delete");
    assertTopicRefused(Topics.COMMANDS, "message.timestamp.type", "CreateTime");
    assertTopicRefused(Topics.COMMANDS, "retention.ms", "604800000");
    assertTopicRefused(Topics.SETTLEMENTS, "retention.bytes", "1073741824");
    assertTopicRefused(
        Topics.RECEIPTS, "max.message.bytes", "" + (Topics.RECEIPTS.maxMessageBytes() - 1));
    List<String> lonely = new TopicRules(3).unmet(Topics.COMMANDS, 1, Topics.COMMANDS.configs());
    assertTrue(lonely.toString().contains("1 replicas"), lonely.toString());
  }

  @Test
  void topics_thatNeedNotLastForEver_mayBeKeptForAShorterTime() {
    Map<String, String> shorter = with(Topics.REJECTIONS, "retention.bytes", "1000000");
    assertEquals(List.of(), new TopicRules(1).unmet(Topics.REJECTIONS, 1, shorter));
  }

  private List<String> brokerOf(int brokers) {
    return new BrokerRules(brokers, OPTIONS).unmet("7", broker);
  }

  private void assertBrokerRefused(String setting, String value) {
    String before = broker.put(setting, value);
    assertOneSentence(brokerOf(3), "broker 7", setting, value);
    broker.put(setting, before);
  }

  private static void assertTopicRefused(Topic topic, String setting, String value) {
    Map<String, String> settings = with(topic, "min.insync.replicas", "2");
    settings.put(setting, value);
    assertOneSentence(
        new TopicRules(3).unmet(topic, 2, settings), "topic " + topic.name(), setting, value);
  }

  private static void assertOneSentence(List<String> unmet, String... parts) {
    assertEquals(1, unmet.size(), unmet.toString());
    for (String part : parts) {
      assertTrue(unmet.get(0).contains(part), unmet.get(0));
    }
  }

  private static Map<String, String> with(Topic topic, String setting, String value) {
    Map<String, String> settings = new HashMap<>(topic.configs());
    settings.put(setting, value);
    return settings;
  }
}
