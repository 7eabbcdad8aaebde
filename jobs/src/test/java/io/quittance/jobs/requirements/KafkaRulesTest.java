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
          .withParallelism(5)
          .withCheckpointInterval(Duration.ofSeconds(6))
          .withTransactionTimeout(Duration.ofMinutes(10));

  private static final int PARTITIONS = 16;

  private final Map<String, String> broker =
      new HashMap<>(
          Map.of(
              "transaction.max.timeout.ms", "600000",
              "transactional.id.expiration.ms", "60000",
              "producer.id.expiration.ms", "120000",
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
    assertBrokerRefused("producer.id.expiration.ms", "119999");
    assertBrokerRefused("transaction.state.log.min.isr", "1");
    assertBrokerRefused("transaction.state.log.replication.factor", "1");
    assertBrokerRefused("unclean.leader.election.enable", "true");
  }

  /** 5 writers and 16 partitions at a checkpoint in 6 s: a million ids come in so many ms. */
  @Test
  void broker_thatRemembersMoreIdsThanItsMemoryHolds_isToldHowLongItMay() {
    broker.put("producer.id.expiration.ms", "75000000");
    broker.put("transactional.id.expiration.ms", "1200000000");
    assertEquals(List.of(), brokerOf(3));
    assertBrokerRefused("producer.id.expiration.ms", "75000001");
    assertBrokerRefused("transactional.id.expiration.ms", "1200000001");
    broker.put("producer.id.expiration.ms", "75000001");
    assertOneSentence(brokerOf(3), "80 new ids", "lower it to 75000000");
  }

  /** What the documentation allows, works: 128 instances and partitions, a checkpoint in 10 ms. */
  @Test
  void broker_thatForgetsSoon_isTakenHoweverManyInstancesThereAre() {
    SettlementOptions most =
        OPTIONS.withParallelism(128).withCheckpointInterval(Duration.ofMillis(10));
    broker.put("producer.id.expiration.ms", "600000");
    broker.put("transactional.id.expiration.ms", "7200000");
    assertEquals(List.of(), new BrokerRules(3, 128, most).unmet("7", broker));
    broker.put("producer.id.expiration.ms", "600001");
    broker.put("transactional.id.expiration.ms", "7200001");
    assertEquals(2, new BrokerRules(3, 128, most).unmet("7", broker).size());
  }

  @Test
  void brokersOwnDefaults_areTooLongForAManyWritersAndShortCheckpoints() {
    broker.put("producer.id.expiration.ms", "86400000");
    SettlementOptions many =
        OPTIONS.withParallelism(8).withCheckpointInterval(Duration.ofSeconds(1));
    broker.put("transactional.id.expiration.ms", "604800000");
    assertEquals(2, new BrokerRules(3, PARTITIONS, many).unmet("7", broker).size());
    SettlementOptions few = many.withParallelism(1);
    assertEquals(1, new BrokerRules(3, PARTITIONS, few).unmet("7", broker).size());
    assertEquals(List.of(), new BrokerRules(3, 11, few).unmet("7", broker));
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
    assertTopicRefused(Topics.JOURNAL, "cleanup.policy", "compact,delete");
    assertTopicRefused(Topics.BALANCES, "cleanup.policy", "delete");
    assertTopicRefused(Topics.JOURNAL, "message.timestamp.type", "CreateTime");
    assertTopicRefused(Topics.RECEIPTS, "message.timestamp.type", "CreateTime");
    assertTopicRefused(Topics.JOURNAL, "retention.ms", "604800000");
    assertTopicRefused(Topics.SETTLEMENTS, "retention.bytes", "1073741824");
    assertTopicRefused(
        Topics.RECEIPTS, "max.message.bytes", "" + (Topics.RECEIPTS.maxMessageBytes() - 1));
    List<String> lonely = new TopicRules(3).unmet(Topics.JOURNAL, 1, Topics.JOURNAL.configs());
    assertTrue(lonely.toString().contains("1 replicas"), lonely.toString());
  }

  @Test
  void topics_thatNeedNotLastForEver_mayBeKeptForAShorterTime() {
    Map<String, String> shorter = with(Topics.REJECTIONS, "retention.bytes", "1000000");
    assertEquals(List.of(), new TopicRules(1).unmet(Topics.REJECTIONS, 1, shorter));
  }

  private List<String> brokerOf(int brokers) {
    return new BrokerRules(brokers, PARTITIONS, OPTIONS).unmet("7", broker);
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
