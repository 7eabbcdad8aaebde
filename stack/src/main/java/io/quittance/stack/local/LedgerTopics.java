package io.quittance.stack.local;

import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.TopicsEntry;
import io.quittance.network.kafka.PresentTopics;
import io.quittance.schemas.Topic;
import io.quittance.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** The catalogue's topics on a Kafka cluster. */
public final class LedgerTopics {
  private static final String WAY_BACK =
      "Nothing was created or changed. \"A topic is another than the network's file says\" in"
          + " k8s/RUNBOOKS.md is the way back.";

  private LedgerTopics() {}

  /**
   * Creates the topics that are missing and checks those that exist.
   *
   * @param partitions number of partitions of a topic: of commands and settlements for ever, of the
   *     others when they are created, so that no one of them is narrower than what comes in
   * @param replicas on how many brokers each record shall stand
   * @throws IllegalStateException if a topic stands there with another number of partitions, or the
   *     cluster refuses
   */
  public static void create(String bootstrapServers, int partitions, short replicas) {
    create(bootstrapServers, "any", partitions, TopicsEntry.UNNAMED, replicas);
  }

  /**
   * Creates the topics that are missing, unless they are those that hold the network's records, and
   * checks those that exist.
   *
   * @return the network, with the ids of its topics
   * @throws IllegalStateException if a topic is another than the network's, or is missing though
   *     the network's file names it, or the cluster refuses; nothing has been created then
   */
  public static NetworkFile create(NetworkFile network, short replicas) {
    return network.withTopics(
        create(
            network.bootstrapServers(),
            network.name(),
            network.commandPartitions(),
            network.topics(),
            replicas));
  }

  private static TopicsEntry create(
      String servers, String network, int partitions, TopicsEntry named, short replicas) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      PresentTopics present = PresentTopics.ask(admin, Topics.all());
      requireOwn(network, partitions, named, present);
      List<NewTopic> missing = new ArrayList<>();
      for (Topic topic : Topics.all()) {
        if (present.topic(topic).isEmpty()) {
          missing.add(
              new NewTopic(topic.name(), partitions, replicas).configs(configs(topic, replicas)));
        }
      }
      admin.createTopics(missing).all().get();
      TopicsEntry now = PresentTopics.ask(admin, Topics.all()).entry();
      return new TopicsEntry(now.clusterId(), now.ids(), named.grown());
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the topics could not be created: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating the topics", e);
    }
  }

  private static void requireOwn(
      String network, int partitions, TopicsEntry named, PresentTopics present) {
    List<String> unlike = new ArrayList<>(present.unlike(network, partitions, named, Topics.all()));
    List<String> gone =
        Topics.all().stream()
            .filter(topic -> present.topic(topic).isEmpty())
            .map(Topic::name)
            .filter(named.ids()::containsKey)
            .toList();
    if (!gone.isEmpty()) {
      unlike.add(
          "The broker has no topic "
              + String.join(", ", gone)
              + " any more, which holds the records of network \""
              + network
              + "\".");
    }
    if (!unlike.isEmpty()) {
      throw new IllegalStateException(String.join(" ", unlike) + " " + WAY_BACK);
    }
  }

  /** Where a record stands on several brokers, one of them may be missing, and only one. */
  private static Map<String, String> configs(Topic topic, short replicas) {
    Map<String, String> configs = new HashMap<>(topic.configs());
    configs.put("min.insync.replicas", Integer.toString(BrokerGroup.inSync(replicas)));
    return configs;
  }
}
