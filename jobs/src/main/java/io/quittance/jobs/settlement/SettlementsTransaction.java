package io.quittance.jobs.settlement;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/**
 * A transaction of settlements that is a part of a checkpoint: by what Kafka commits it, and what
 * it holds. It stays in the state until the broker has answered that it is committed, or what it
 * held stands there again.
 *
 * @param kafka by what it is committed
 * @param places where its events stand, by partition of the settlements topic and in their order
 * @param events by what they are derived again
 */
public record SettlementsTransaction(
    KafkaCommittable kafka, Map<Integer, OffsetRange> places, Derivations events) {
  public SettlementsTransaction {
    Objects.requireNonNull(kafka, "kafka");
    Objects.requireNonNull(events, "events");
    places = Collections.unmodifiableMap(new TreeMap<>(places));
  }

  /** Returns the same with another handle to commit it by. */
  public SettlementsTransaction with(KafkaCommittable other) {
    return new SettlementsTransaction(other, places, events);
  }
}
