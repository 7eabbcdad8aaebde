package io.quittance.jobs.settlement;

import java.time.Duration;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * How old the oldest Kafka transaction may be that the job has not committed, and how many events
 * are in those: it was begun at the barrier of the last complete checkpoint, and all older ones
 * were committed when that completed.
 *
 * <p>When the age reaches the timeout, the broker aborts the transaction, and what is in it is lost
 * until it is derived again. What a restored job has left open before its start counts from the
 * start, and is committed with it.
 */
public final class TransactionAge {
  /** The metric that tells how many settled events are not final yet. */
  public static final String UNCOMMITTED = "uncommitted_events";

  private static final double MILLIS_PER_SECOND = 1000;

  private final LongSupplier clockMillis;
  private final TreeMap<Long, Begun> begunAtBarrierOf = new TreeMap<>();
  private volatile long oldestBegunMillis;
  private volatile long completedMillis;
  private volatile long settled;
  private volatile long committed;

  /** What transaction began at a barrier: when, and behind how many events since the start. */
  private record Begun(long millis, long settled) {}

  TransactionAge(LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
    this.oldestBegunMillis = clockMillis.getAsLong();
    this.completedMillis = oldestBegunMillis;
  }

  /**
   * Exports the age, what it must stay below, the age of the last complete checkpoint, and how many
   * events are not committed.
   */
  void register(MetricGroup metrics, Duration timeout) {
    double timeoutSeconds = timeout.toMillis() / MILLIS_PER_SECOND;
    metrics.gauge("transaction_age_seconds", (Gauge<Double>) this::seconds);
    metrics.gauge("transaction_timeout_seconds", (Gauge<Double>) () -> timeoutSeconds);
    metrics.gauge("checkpoint_age_seconds", (Gauge<Double>) this::secondsSinceCheckpoint);
    metrics.gauge(UNCOMMITTED, (Gauge<Long>) this::uncommitted);
  }

  /** An event goes into the running transaction. */
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // Only the task's own thread counts.
  void settled() {
    settled++;
  }

  /** Returns how many events are in transactions that are not committed. */
  long uncommitted() {
    return settled - committed;
  }

  /** The barrier of a checkpoint passes: the sinks begin new transactions. */
  void barrier(long checkpoint) {
    begunAtBarrierOf.put(checkpoint, new Begun(clockMillis.getAsLong(), settled));
  }

  /** A checkpoint is complete: the sinks commit all that was begun before its barrier. */
  void completed(long checkpoint) {
    Begun begun = begunAtBarrierOf.get(checkpoint);
    if (begun != null) {
      oldestBegunMillis = begun.millis();
      committed = begun.settled();
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
