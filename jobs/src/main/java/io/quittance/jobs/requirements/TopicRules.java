package io.quittance.jobs.requirements;

import static io.quittance.jobs.requirements.BrokerRules.number;

import io.quittance.schemas.Topic;
import io.quittance.schemas.Topic.Cleanup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a topic on a cluster must be like: as the catalogue says, and safe from a lost broker. */
final class TopicRules {
  /** The same name for a topic and for a broker, whose own topics follow it. */
  static final String UNCLEAN_ELECTION = "unclean.leader.election.enable";

  private static final String TIMESTAMP_TYPE = "message.timestamp.type";
  private static final String CLEANUP = "cleanup.policy";
  private static final String MIN_IN_SYNC = "min.insync.replicas";
  private static final String RETENTION_MILLIS = "retention.ms";
  private static final String RETENTION_BYTES = "retention.bytes";
  private static final String MAX_MESSAGE_BYTES = "max.message.bytes";
  private static final long FOREVER = -1;

  private final int brokers;

  TopicRules(int brokers) {
    this.brokers = brokers;
  }

  /**
   * Says in a sentence each what does not fit.
   *
   * @param replicas how many brokers hold each of its partitions, at least
   */
  List<String> unmet(Topic topic, int replicas, Map<String, String> settings) {
    List<String> unmet = new ArrayList<>();
    asInCatalogue(topic, settings, unmet);
    if (Boolean.parseBoolean(settings.get(UNCLEAN_ELECTION))) {
      unmet.add(
          String.format(
              "topic %s has %s=true: a broker that missed committed records may become the leader"
                  + " and lose them",
              topic.name(), UNCLEAN_ELECTION));
    }
    int needed = Math.min(BrokerRules.MIN_IN_SYNC, brokers);
    long inSync = number(settings, MIN_IN_SYNC, needed);
    if (inSync < needed) {
      unmet.add(
          String.format(
              "topic %s has %s=%d and needs %d, or what was acknowledged is lost with one broker",
              topic.name(), MIN_IN_SYNC, inSync, needed));
    }
    if (replicas < Math.max(inSync, needed)) {
      unmet.add(
          String.format(
              "topic %s has %d replicas and needs %d at least, or nothing can be written to it",
              topic.name(), replicas, Math.max(inSync, needed)));
    }
    return unmet;
  }

  private static void asInCatalogue(Topic topic, Map<String, String> settings, List<String> unmet) {
    for (String setting : List.of(TIMESTAMP_TYPE, CLEANUP)) {
      String wanted = topic.configs().get(setting);
      String found = settings.getOrDefault(setting, wanted);
      if (!wanted.equals(found)) {
        unmet.add(
            String.format("topic %s has %s=%s and needs %s", topic.name(), setting, found, wanted));
      }
    }
    // Who keeps rejections for a shorter time, or fewer of them, hurts no promise.
    if (topic.cleanup() == Cleanup.DELETE && topic.retention().isEmpty()) {
      for (String setting : List.of(RETENTION_MILLIS, RETENTION_BYTES)) {
        long found = number(settings, setting, FOREVER);
        if (found != FOREVER) {
          unmet.add(
              String.format(
                  "topic %s has %s=%d and needs -1: the ledger's history would be deleted",
                  topic.name(), setting, found));
        }
      }
    }
    long largest = number(settings, MAX_MESSAGE_BYTES, topic.maxMessageBytes());
    if (largest < topic.maxMessageBytes()) {
      unmet.add(
          String.format(
              "topic %s has %s=%d and needs %d, or the largest records are refused",
              topic.name(), MAX_MESSAGE_BYTES, largest, topic.maxMessageBytes()));
    }
  }
}
