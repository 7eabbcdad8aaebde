package io.quittance.network.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.network.QuittanceException;
import io.quittance.network.document.JsonDocument;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which topics a network's records stand in, as its file says. A topic that was deleted and created
 * again has its old name, but another id: what a reader knows of the one is false of the other.
 *
 * @param clusterId Kafka's id of the cluster; empty where the file names none
 * @param ids Kafka's ids of the topics that are named, by the topics' names
 * @param grown how many partitions a topic has that was given more than the ledger has, by the
 *     topic's name; nothing of the ledger ever stands in those that came later
 */
public record TopicsEntry(
    String clusterId, SortedMap<String, String> ids, SortedMap<String, Integer> grown) {
  /** What a file says that names no topics. */
  public static final TopicsEntry UNNAMED =
      new TopicsEntry("", Collections.emptySortedMap(), Collections.emptySortedMap());

  public TopicsEntry {
    Objects.requireNonNull(clusterId, "clusterId");
    ids = Collections.unmodifiableSortedMap(new TreeMap<>(ids));
    grown = Collections.unmodifiableSortedMap(new TreeMap<>(grown));
  }

  /** The entry of these topics of a cluster. */
  public static TopicsEntry of(String clusterId, Map<String, String> ids) {
    return new TopicsEntry(clusterId, new TreeMap<>(ids), Collections.emptySortedMap());
  }

  static TopicsEntry parse(JsonDocument document) throws QuittanceException {
    String cluster = document.has("clusterId") ? document.text("clusterId") : "";
    SortedMap<String, String> ids = new TreeMap<>();
    if (document.has("ids")) {
      JsonDocument named = document.object("ids");
      for (String topic : named.fields()) {
        ids.put(topic, named.text(topic));
      }
    }
    SortedMap<String, Integer> grown = new TreeMap<>();
    if (document.has("grown")) {
      JsonDocument numbers = document.object("grown");
      for (String topic : numbers.fields()) {
        grown.put(topic, numbers.integer(topic, 1, NetworkFile.MAX_PARTITIONS));
      }
    }
    return new TopicsEntry(cluster, ids, grown);
  }

  void write(ObjectNode object) {
    if (!clusterId.isEmpty()) {
      object.put("clusterId", clusterId);
    }
    if (!ids.isEmpty()) {
      ids.forEach(object.putObject("ids")::put);
    }
    if (!grown.isEmpty()) {
      grown.forEach(object.putObject("grown")::put);
    }
  }

  /** The same topics, of which one was given more partitions than the ledger has. */
  public TopicsEntry withGrown(String topic, int partitions) {
    SortedMap<String, Integer> all = new TreeMap<>(grown);
    all.put(topic, partitions);
    return new TopicsEntry(clusterId, ids, all);
  }
}
