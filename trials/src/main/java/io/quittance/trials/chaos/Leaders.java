package io.quittance.trials.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;

/** Who leads the partitions of a Kafka cluster, and with them its transactions. */
final class Leaders {
  private Leaders() {}

  /**
   * Lets the next broker lead each partition, those of Kafka's own topics too; one that has no
   * other replica in step keeps its leader.
   *
   * @return whether the cluster took the order: one that something else has just befallen may not
   */
  static boolean move(String bootstrapServers) throws InterruptedException {
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
      admin.electLeaders(ElectionType.PREFERRED, next.keySet()).partitions().get();
      return true;
    } catch (ExecutionException notNow) {
      return false;
    }
  }
}
