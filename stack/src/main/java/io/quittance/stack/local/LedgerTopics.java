package io.quittance.stack.local;

import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/** The catalogue's topics on a Kafka cluster. */
public final class LedgerTopics {
  private static final int OTHER_PARTITIONS = 1;

  private LedgerTopics() {}

  /**
   * Creates the topics that are missing and checks the partitions of those that exist.
   *
   * @param partitions number of partitions of commands and settlements
   * @throws IllegalStateException if a topic stands there with another number of partitions, or the
   *     cluster refuses
   */
  public static void create(String bootstrapServers, int partitions, short replicas) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>();
      List<String> toCheck = new ArrayList<>();
      for (Topic topic : Topics.all()) {
        if (existing.contains(topic.name())) {
          toCheck.add(topic.name());
        } else {
          missing.add(
              new NewTopic(topic.name(), partitionsOf(topic, partitions), replicas)
                  .configs(topic.configs()));
        }
      }
      requirePartitions(admin.describeTopics(toCheck).allTopicNames().get(), partitions);
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the topics could not be created: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating the topics", e);
    }
  }

  private static int partitionsOf(Topic topic, int partitions) {
    // Receipts and balances are read by key too, and spread the same way.
    return topic == Topics.REJECTIONS ? OTHER_PARTITIONS : partitions;
  }

  private static void requirePartitions(Map<String, TopicDescription> found, int partitions) {
    for (Topic topic : Topics.all()) {
      TopicDescription description = found.get(topic.name());
      if (topic.partitionedAsLedger()
          && description != null
          && description.partitions().size() != partitions) {
        throw new IllegalStateException(
            String.format(
                "topic %s has %d partitions, but this ledger has %d for the whole of its life",
                topic.name(), description.partitions().size(), partitions));
      }
    }
  }
}
