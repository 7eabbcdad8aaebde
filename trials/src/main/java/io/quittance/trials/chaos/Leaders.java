package io.quittance.trials.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;

/** Who leads the partitions of a Kafka cluster, and with them its transactions. */
final class Leaders {
  private Leaders() {}

  /**
   * Lets the next broker lead each partition, those of Kafka's own topics too; one that has no
   * other replica in step keeps its leader.
   *
   * @return what was not moved and why, empty where all was: a cluster that something else has just
   *     befallen may refuse the order, or a replica may not be in step
   */
  static Optional<String> move(String bootstrapServers) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Set<String> topics =
          admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
      Map<TopicPartition, Optional<NewPartitionReassignment>> next = new HashMap<>();
      admin
          .describeTopics(topics)
          .allTopicNames()
          .get()
          .forEach(
              (name, topic) ->
                  topic
                      .partitions()
                      .forEach(
                          partition -> {
                            List<Integer> replicas = new ArrayList<>();
                            partition.replicas().forEach(node -> replicas.add(node.id()));
                            Collections.rotate(replicas, -1);
                            next.put(
                                new TopicPartition(name, partition.partition()),
                                Optional.of(new NewPartitionReassignment(replicas)));
                          }));
      admin.alterPartitionReassignments(next).all().get();
      return refused(admin.electLeaders(ElectionType.PREFERRED, next.keySet()).partitions().get());
    } catch (ExecutionException notNow) {
      return Optional.of("the cluster refused: " + notNow.getCause());
    }
  }

  /** How many partitions kept their leader, by reason; one that is led as it should be moved. */
  static Optional<String> refused(Map<TopicPartition, Optional<Throwable>> elections) {
    Map<String, Integer> reasons = new TreeMap<>();
    for (Optional<Throwable> error : elections.values()) {
      error
          .map(Errors::forException)
          .filter(reason -> reason != Errors.ELECTION_NOT_NEEDED)
          .ifPresent(reason -> reasons.merge(reason.name(), 1, Integer::sum));
    }
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of(
            reasons.entrySet().stream()
                .map(reason -> reason.getValue() + " partitions " + reason.getKey())
                .collect(Collectors.joining(", ")));
  }
}
