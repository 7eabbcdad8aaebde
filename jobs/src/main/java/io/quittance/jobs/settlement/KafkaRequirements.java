package io.quittance.jobs.settlement;

import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What a Kafka cluster must grant for the job to keep its promises.
 *
 * <p>A broker that gives up a transaction sooner than the job was promised loses settled events; a
 * topic whose senders set the timestamps makes time a sender's claim. Both would be seen long after
 * the start, so they are looked for before it.
 */
public final class KafkaRequirements {
  private static final String MAX_TRANSACTION_TIMEOUT = "transaction.max.timeout.ms";
  private static final String TIMESTAMP_TYPE = "message.timestamp.type";
  private static final String CLEANUP = "cleanup.policy";
  private static final String UNCLEAN_ELECTION = "unclean.leader.election.enable";

  /** From this on a delayed end of a transaction cannot end the next one (KIP-890). */
  private static final String TRANSACTION_FEATURE = "transaction.version";

  private static final short MIN_TRANSACTION_VERSION = 2;

  private KafkaRequirements() {}

  /**
   * Compares the cluster's settings with what the job needs.
   *
   * @param client settings of a Kafka client, {@code bootstrap.servers} at least
   * @throws IllegalStateException if one does not fit; the message says which, and what to do
   */
  public static void check(Properties client, SettlementOptions options) {
    List<String> unmet = new ArrayList<>();
    try (Admin admin = Admin.create(client)) {
      for (Node broker : admin.describeCluster().nodes().get()) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
        checkBroker(broker, config(admin, resource), options.transactionTimeout(), unmet);
      }
      checkFeatures(admin.describeFeatures().featureMetadata().get(), unmet);
      for (Topic topic : Topics.all()) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        checkTopic(topic, config(admin, resource), unmet);
      }
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

  private static Config config(Admin admin, ConfigResource resource)
      throws ExecutionException, InterruptedException {
    Collection<ConfigResource> one = List.of(resource);
    Map<ConfigResource, Config> configs = admin.describeConfigs(one).all().get();
    return configs.get(resource);
  }

  private static void checkBroker(
      Node broker, Config config, Duration transactionTimeout, List<String> unmet) {
    ConfigEntry entry = config.get(MAX_TRANSACTION_TIMEOUT);
    if (entry != null && Long.parseLong(entry.value()) < transactionTimeout.toMillis()) {
      unmet.add(
          String.format(
              "broker %s grants transactions %s ms (%s), the job's are open for up to %d ms:"
                  + " raise the broker's limit or lower the job's transaction timeout",
              broker.idString(),
              entry.value(),
              MAX_TRANSACTION_TIMEOUT,
              transactionTimeout.toMillis()));
    }
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

  private static void checkTopic(Topic topic, Config config, List<String> unmet) {
    ConfigEntry election = config.get(UNCLEAN_ELECTION);
    if (election != null && Boolean.parseBoolean(election.value())) {
      unmet.add(
          String.format(
              "topic %s has %s=true: a broker that missed committed records may become the leader"
                  + " and lose them",
              topic.name(), UNCLEAN_ELECTION));
    }
    for (String setting : List.of(TIMESTAMP_TYPE, CLEANUP)) {
      String wanted = topic.configs().get(setting);
      String found = config.get(setting).value();
      if (!wanted.equals(found)) {
        unmet.add(
            String.format("topic %s has %s=%s and needs %s", topic.name(), setting, found, wanted));
      }
    }
  }
}
