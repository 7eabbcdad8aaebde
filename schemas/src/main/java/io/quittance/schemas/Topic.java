package io.quittance.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The contract of one topic: who writes it, what stands on it and what readers may rely on.
 *
 * @param name name in Kafka
 * @param owner who writes it
 * @param key what its records are keyed by
 * @param valueSchema full name of the Avro record its values are
 * @param cleanup whether old records are deleted or compacted
 * @param retention how long records are kept; empty where they are kept for ever
 * @param timestamps who sets a record's timestamp
 * @param partitionedAsLedger whether it must have exactly the ledger's number of partitions, for
 *     the life of the ledger
 * @param transactional whether readers must use {@code read_committed}
 * @param promise how the value schema may change
 * @param maxMessageBytes largest record batch the broker takes
 */
public record Topic(
    String name,
    String owner,
    String key,
    String valueSchema,
    Cleanup cleanup,
    Optional<Duration> retention,
    Timestamps timestamps,
    boolean partitionedAsLedger,
    boolean transactional,
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
