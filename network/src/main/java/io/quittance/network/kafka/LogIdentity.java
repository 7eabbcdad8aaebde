package io.quittance.network.kafka;

import java.util.Objects;

/**
 * Names one log in Kafka: offsets mean something only together with it. A topic that is deleted and
 * created again, or of the same name on another cluster, is another log.
 *
 * @param clusterId Kafka's id of the cluster
 * @param topicId Kafka's id of the topic
 */
public record LogIdentity(String clusterId, String topicId) {
  public LogIdentity {
    Objects.requireNonNull(clusterId, "clusterId");
    Objects.requireNonNull(topicId, "topicId");
  }

  @Override
  public String toString() {
    return "topic " + topicId + " of cluster " + clusterId;
  }
}
