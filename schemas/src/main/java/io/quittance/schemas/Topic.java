package io.quittance.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contract of one topic: who writes it, what stands on it and what readers may rely on.
 *
 * @param name name in Kafka
 * @param owner who writes it
 * @param key what its records are keyed by
 * @param valueSchemas full names of the Avro records its values are
 * @param cleanup whether old records are deleted or compacted
 * @param retention how long records are kept; empty where they are kept for ever
 * @param timestamps who sets a record's timestamp
 * @param partitioning how many partitions it must have
 * @param isolation how its readers must read
 * @param promise how the value schema may change
 * @param maxMessageBytes largest record batch the broker takes
 */
public record Topic(
    String name,
    String owner,
    String key,
    List<String> valueSchemas,
    Cleanup cleanup,
    Optional<Duration> retention,
    Timestamps timestamps,
    Partitioning partitioning,
    Isolation isolation,
    String promise,
    int maxMessageBytes) {

  /** What the broker does with old records. */
  public enum Cleanup {
    DELETE("delete"),
    COMPACT("compact");

    private final String setting;

    Cleanup(String setting) {
      this.setting = setting;
    }
  }

  /** Who sets a record's timestamp. */
  public enum Timestamps {
    LOG_APPEND("LogAppendTime"),
    CREATE("CreateTime");

    private final String setting;

    Timestamps(String setting) {
      this.setting = setting;
    }
  }

  /** How many partitions a topic must have. */
  public enum Partitioning {
    /** Exactly as many as the ledger, for the life of the ledger. */
    AS_LEDGER,
    /** As many as its operator likes. */
    FREE
  }

  /** How readers must read a topic: Kafka's {@code isolation.level}. */
  public enum Isolation {
    /** Its records are final when their transaction is. */
    READ_COMMITTED,
    /** Its records stand as soon as they are written. */
    READ_UNCOMMITTED
  }

  /** Returns whether it must have exactly the ledger's number of partitions. */
  public boolean partitionedAsLedger() {
    return partitioning == Partitioning.AS_LEDGER;
  }

  /** Returns whether readers must use {@code read_committed}. */
  public boolean transactional() {
    return isolation == Isolation.READ_COMMITTED;
  }

  /** Returns the topic's settings under Kafka's own names, for whoever creates the topic. */
  public Map<String, String> configs() {
    Map<String, String> configs = new LinkedHashMap<>();
    configs.put("cleanup.policy", cleanup.setting);
    configs.put("retention.ms", retention.map(kept -> "" + kept.toMillis()).orElse("-1"));
    configs.put("message.timestamp.type", timestamps.setting);
    configs.put("max.message.bytes", "" + maxMessageBytes);
    return Map.copyOf(configs);
  }
}
