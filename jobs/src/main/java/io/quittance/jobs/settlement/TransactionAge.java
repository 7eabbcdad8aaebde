package io.quittance.jobs.settlement;

import java.time.Duration;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * How old the oldest Kafka transaction may be that the job has not committed: it was begun at the
 * barrier of the last complete checkpoint, and all older ones were committed when that completed.
 *
 * <p>When the age reaches the timeout, the broker aborts the transaction and what is in it is lost
 * until it is sent again. What a restored job has left open before its start counts from the start.
 */
final class TransactionAge {
  private static final double MILLIS_PER_SECOND = 1000;

  private final LongSupplier clockMillis;
  private final TreeMap<Long, Long> begunAtBarrierOf = new TreeMap<>();
  private volatile long oldestBegunMillis;
  private volatile long completedMillis;

  TransactionAge(LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
    this.oldestBegunMillis = clockMillis.getAsLong();
    this.completedMillis = oldestBegunMillis;
  }

  /** Exports the age, what it must stay below, and the age of the last complete checkpoint. */
  void register(MetricGroup metrics, Duration timeout) {
    double timeoutSeconds = timeout.toMillis() / MILLIS_PER_SECOND;
    metrics.gauge("transaction_age_seconds", (Gauge<Double>) this::seconds);
    metrics.gauge("transaction_timeout_seconds", (Gauge<Double>) () -> timeoutSeconds);
    metrics.gauge("checkpoint_age_seconds", (Gauge<Double>) this::secondsSinceCheckpoint);
  }

  /** The barrier of a checkpoint passes: the sinks begin new transactions. */
  void barrier(long checkpoint) {
    begunAtBarrierOf.put(checkpoint, clockMillis.getAsLong());
  }

  /** A checkpoint is complete: the sinks commit all that was begun before its barrier. */
  void completed(long checkpoint) {
    Long begun = begunAtBarrierOf.get(checkpoint);
    if (begun != null) {
      oldestBegunMillis = begun;
    }
    begunAtBarrierOf.headMap(checkpoint, true).clear();
    completedMillis = clockMillis.getAsLong();
  }

  /** A checkpoint will never be complete; its transactions wait for the next. */
  void aborted(long checkpoint) {
    begunAtBarrierOf.remove(checkpoint);
  }

  /** Returns how old the oldest transaction may be. */
  double seconds() {
    return secondsSince(oldestBegunMillis);
  }

  /** Returns how long ago a checkpoint was last complete, or the job was started. */
  double secondsSinceCheckpoint() {
    return secondsSince(completedMillis);
  }

  private double secondsSince(long millis) {
    return Math.max(0, clockMillis.getAsLong() - millis) / MILLIS_PER_SECOND;
  }
}
