package io.quittance.network.kafka;

import io.quittance.network.file.NetworkFile;
import io.quittance.network.file.TopicsEntry;
import io.quittance.schemas.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a Kafka cluster says, at one moment, of some topics: their ids and how many partitions they
 * have. A name alone does not tell a topic from one that was created in its place.
 */
public final class PresentTopics {
  private final String clusterId;
  private final Map<String, Present> topics;

  PresentTopics(String clusterId, Map<String, Present> topics) {
    this.clusterId = clusterId;
    this.topics = Map.copyOf(topics);
  }

  /**
   * A topic that is there.
   *
   * @param id Kafka's id of it, new for each creation
   * @param partitions how many partitions it has
   */
  public record Present(String id, int partitions) {}

  /**
   * Asks a cluster; topics that it does not have are absent from the answer.
   *
   * @throws ExecutionException if the cluster does not answer, or may not tell of a topic; the
   *     cause is Kafka's own
   */
  public static PresentTopics ask(Admin admin, Collection<Topic> asked)
      throws ExecutionException, InterruptedException {
    DescribeTopicsResult answers = admin.describeTopics(asked.stream().map(Topic::name).toList());
    Map<String, Present> topics = new HashMap<>();
    for (Topic topic : asked) {
      try {
        TopicDescription found = answers.topicNameValues().get(topic.name()).get();
        topics.put(
            topic.name(), new Present(found.topicId().toString(), found.partitions().size()));
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TopicAuthorizationException) {
          // The brokers' own message does not name the topic.
          throw new ExecutionException(new TopicAuthorizationException(Set.of(topic.name())));
        } else if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return new PresentTopics(admin.describeCluster().clusterId().get(), topics);
  }

  /** Kafka's id of the cluster. */
  public String clusterId() {
    return clusterId;
  }

  /** A topic, if it is there. */
  public Optional<Present> topic(Topic topic) {
    return Optional.ofNullable(topics.get(topic.name()));
  }

  /** The log of a topic, if the topic is there. */
  public Optional<LogIdentity> log(Topic topic) {
    return topic(topic).map(present -> new LogIdentity(clusterId, present.id()));
  }

  /** What a network's file says of topics that stand where these do. */
  public TopicsEntry entry() {
    Map<String, String> ids = new HashMap<>();
    topics.forEach((name, present) -> ids.put(name, present.id()));
    return TopicsEntry.of(clusterId, ids);
  }

  /**
   * Says, in a sentence each, why topics are not those of a network: on another cluster, created
   * anew, or with another number of partitions, so that the records of a key would be looked for
   * where they are not. Topics that are not there are not spoken of.
   */
  public List<String> unlike(NetworkFile network, Collection<Topic> asked) {
    return unlike(network.name(), network.commandPartitions(), network.topics(), asked);
  }

  /**
   * As the other, of a network of which only this is known.
   *
   * @param network its name
   * @param partitions of the ledger
   * @param named which topics it says are its own
   */
  public List<String> unlike(
      String network, int partitions, TopicsEntry named, Collection<Topic> asked) {
    if (!named.clusterId().isEmpty() && !named.clusterId().equals(clusterId)) {
      return List.of(
          String.format(
              "The Kafka cluster is not the one that holds network \"%s\": its id is %s, and the"
                  + " network's file names %s.",
              network, clusterId, named.clusterId()));
    }
    List<String> unlike = new ArrayList<>();
    for (Topic topic : asked) {
      topic(topic)
          .flatMap(there -> unlike(network, partitions, named, topic, there))
          .ifPresent(unlike::add);
    }
    return unlike;
  }

  private static Optional<String> unlike(
      String network, int ledgers, TopicsEntry named, Topic topic, Present there) {
    String id = named.ids().getOrDefault(topic.name(), there.id());
    if (!id.equals(there.id())) {
      return Optional.of(
          String.format(
              "Topic %s is not the one that holds the records of network \"%s\": it was deleted"
                  + " and created again, for its id is %s, and the network's file names %s.",
              topic.name(), network, there.id(), id));
    }
    int partitions = named.grown().getOrDefault(topic.name(), ledgers);
    if (topic.partitionedAsLedger() && partitions != there.partitions()) {
      return Optional.of(
          String.format(
              "Topic %s has %d partitions, and the file of network \"%s\" says %d.",
              topic.name(), there.partitions(), network, partitions));
    }
    return Optional.empty();
  }
}
