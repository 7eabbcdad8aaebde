package io.quittance.simulation;

import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.SettledRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.settlement.Derivations;
import io.quittance.jobs.settlement.OffsetRange;
import io.quittance.jobs.settlement.SettlementsTransaction;
import io.quittance.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/**
 * The sink of one task that writes settled events, in one transaction from checkpoint to
 * checkpoint, and keeps of each by what it is derived again.
 */
final class SimulatedSettlements {
  /** What the transactions' names begin with. */
  static final String PREFIX = "simulated-settlements";

  private final SimulatedKafka kafka;
  private final Tampering tampering;
  private final int index;
  private final Derivations.Builder events = new Derivations.Builder();
  private final Map<Integer, OffsetRange> places = new LinkedHashMap<>();
  private Optional<SimulatedTransaction> running = Optional.empty();

  SimulatedSettlements(SimulatedKafka kafka, Tampering tampering, int index) {
    this.kafka = kafka;
    this.tampering = tampering;
    this.index = index;
  }

  void write(SettledRecord event) {
    SimulatedTransaction transaction = running.orElseGet(kafka::begin);
    running = Optional.of(transaction);
    events.add(event.derivation());
    TopicRecord record = new TopicRecord(event.key(), event.value());
    for (TopicRecord written : tampering.written(Topics.SETTLEMENTS, record)) {
      LogRecord there = kafka.write(Topics.SETTLEMENTS, written, transaction);
      places.merge(
          there.partition(), new OffsetRange(there.offset(), there.offset()), OffsetRange::with);
    }
  }

  /** Returns the running transaction, if there is one. */
  Optional<SimulatedTransaction> running() {
    return running;
  }

  /** Ends the running transaction at a checkpoint's barrier. */
  Optional<SimulatedTransaction> prepare(long checkpoint) {
    Optional<SimulatedTransaction> prepared = running;
    running = Optional.empty();
    prepared.ifPresent(
        transaction ->
            transaction.prepare(
                new SettlementsTransaction(
                    new KafkaCommittable(
                        transaction.producer(),
                        (short) 0,
                        PREFIX + "-" + index + "-" + checkpoint,
                        null),
                    Map.copyOf(places),
                    events.take())));
    places.clear();
    return prepared;
  }
}
