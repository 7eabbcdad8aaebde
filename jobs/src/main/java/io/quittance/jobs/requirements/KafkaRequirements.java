package io.quittance.jobs.requirements;

import io.quittance.jobs.settlement.SettlementOptions;
import io.quittance.network.file.NetworkFile;
import io.quittance.network.kafka.PresentTopics;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a Kafka cluster must grant for the job to keep its promises.
 *
 * <p>A broker that gives up a transaction sooner than the job was promised loses settled events; a
 * topic whose senders set the timestamps makes time a sender's claim. Both would be seen long after
 * the start, so they are looked for before it: {@link BrokerRules} and {@link TopicRules} say what.
 * A setting that a cluster doesn't tell passes, as some that are run by others tell little.
 */
public final class KafkaRequirements {
  /** From this on a delayed end of a transaction cannot end the next one (KIP-890). */
  private static final String TRANSACTION_FEATURE = "transaction.version";

  private static final short MIN_TRANSACTION_VERSION = 2;

  private KafkaRequirements() {}

  /**
   * Compares the cluster's settings with what the job needs.
   *
   * @param client settings of a Kafka client, {@code bootstrap.servers} at least
   * @param network the ledger's network, whose topics they must be
   * @throws IllegalStateException if one does not fit; the message says which, and what to do
   */
  public static void check(Properties client, SettlementOptions options, NetworkFile network) {
    List<String> unmet = new ArrayList<>();
    try (Admin admin = Admin.create(client)) {
      requireOwn(admin, network, Topics.ledger());
      Collection<Node> brokers = admin.describeCluster().nodes().get();
      List<String> topicsUnmet = new ArrayList<>();
      int partitions = 1;
      for (Topic topic : Topics.ledger()) {
        int found = checkTopic(admin, topic, brokers.size(), topicsUnmet);
        partitions = topic == Topics.SETTLEMENTS ? Math.max(1, found) : partitions;
      }
      BrokerRules rules = new BrokerRules(brokers.size(), partitions, options);
      for (Node broker : brokers) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
        unmet.addAll(rules.unmet(broker.idString(), settings(admin, resource)));
      }
      checkFeatures(admin.describeFeatures().featureMetadata().get(), unmet);
      unmet.addAll(topicsUnmet);
    } catch (ExecutionException e) {
      throw KafkaRights.refused(client, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading the Kafka cluster's settings", e);
    }
    if (!unmet.isEmpty()) {
      throw new IllegalStateException(
          "the Kafka cluster cannot keep the ledger's promises: " + String.join("; ", unmet));
    }
  }

  /**
   * Checks that topics, where they are there, are those that hold a network's records.
   *
   * @param client settings of a Kafka client, {@code bootstrap.servers} at least
   * @throws IllegalStateException if one is another; the message says which
   */
  public static void requireOwn(Properties client, NetworkFile network, Topic... topics) {
    try (Admin admin = Admin.create(client)) {
      requireOwn(admin, network, List.of(topics));
    } catch (ExecutionException e) {
      throw KafkaRights.refused(client, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at the topics", e);
    }
  }

  /** Checks that the topics that there are hold the network's records, and no others. */
  private static void requireOwn(Admin admin, NetworkFile network, List<Topic> topics)
      throws ExecutionException, InterruptedException {
    List<String> unlike = PresentTopics.ask(admin, topics).unlike(network, topics);
    if (!unlike.isEmpty()) {
      throw new IllegalStateException(
          String.join(" ", unlike)
              + " Nothing was started. \"A topic is another than the network's file says\" in"
              + " k8s/RUNBOOKS.md is the way back.");
    }
  }

  /**
   * Says in a sentence each what of a broker's settings does not fit, for whoever only has the
   * settings and no cluster.
   *
   * @param settings the settings by name; what is missing passes
   * @param partitions number of the ledger's partitions
   */
  public static List<String> unmetByBroker(
      Map<String, String> settings, int brokers, int partitions, SettlementOptions options) {
    return new BrokerRules(brokers, partitions, options).unmet("any", settings);
  }

  /**
   * Notes what does not fit, and returns the topic's number of partitions, 0 where there is none.
   */
  private static int checkTopic(Admin admin, Topic topic, int brokers, List<String> unmet)
      throws ExecutionException, InterruptedException {
    TopicDescription description;
    try {
      description =
          admin.describeTopics(List.of(topic.name())).allTopicNames().get().get(topic.name());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        unmet.add("there is no topic " + topic.name());
        return 0;
      }
      throw e;
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    unmet.addAll(
        new TopicRules(brokers).unmet(topic, replicas(description), settings(admin, resource)));
    return description.partitions().size();
  }

  private static Map<String, String> settings(Admin admin, ConfigResource resource)
      throws ExecutionException, InterruptedException {
    Map<String, String> settings = new HashMap<>();
    for (ConfigEntry entry :
        admin.describeConfigs(List.of(resource)).all().get().get(resource).entries()) {
      if (entry.value() != null) {
        settings.put(entry.name(), entry.value());
      }
    }
    return settings;
  }

  /** The number of brokers that hold the partition that fewest hold. */
  private static int replicas(TopicDescription topic) {
    return topic.partitions().stream()
        .mapToInt(partition -> partition.replicas().size())
        .min()
        .orElse(0);
  }

  private static void checkFeatures(FeatureMetadata features, List<String> unmet) {
    FinalizedVersionRange range = features.finalizedFeatures().get(TRANSACTION_FEATURE);
    int version = range == null ? 0 : range.maxVersionLevel();
    if (version < MIN_TRANSACTION_VERSION) {
      unmet.add(
          String.format(
              "its feature %s is %d and must be %d at least, or a delayed commit may end a later"
                  + " transaction: raise it with kafka-features.sh",
              TRANSACTION_FEATURE, version, MIN_TRANSACTION_VERSION));
    }
  }
}
