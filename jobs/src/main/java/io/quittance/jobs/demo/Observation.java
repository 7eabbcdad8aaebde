package io.quittance.jobs.demo;

import io.quittance.schemas.CommandId;
import io.quittance.schemas.LogPosition;
import io.quittance.schemas.RejectionCode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What the demo has sent and what came back of it, counted from the topics as any outside reader
 * would count. Safe for use by many threads.
 */
final class Observation {
  /** Longest latency that is told apart, in milliseconds. */
  private static final long MAX_LATENCY_MILLIS = 600_000;

  /** Codes of commands whose number is taken: they say nothing against an earlier acceptance. */
  private static final Set<RejectionCode> REPEATS =
      EnumSet.of(
          RejectionCode.STALE_SEQUENCE,
          RejectionCode.DUPLICATE_ISSUE,
          RejectionCode.DUPLICATE_ORDER);

  private final Map<CommandId, Long> sentNanos = new HashMap<>();
  private final Set<CommandId> accepted = new HashSet<>();
  private final Set<CommandId> settled = new HashSet<>();
  private final Set<LogPosition> rejectedAt = new HashSet<>();
  private final Map<Verdict, Long> rejections = new HashMap<>();
  private final SortedMap<String, Long> rejected = new TreeMap<>();
  private final Histogram receiptMillis = new Histogram(MAX_LATENCY_MILLIS, 3);
  private final Histogram finalMillis = new Histogram(MAX_LATENCY_MILLIS, 3);
  private long sent;
  private long acceptedReceipts;
  private long settledEvents;
  private long contradictions;

  /** A rejection of one command. */
  record Verdict(CommandId id, RejectionCode code) {}

  /** The counts at one moment. */
  record Snapshot(
      long sent,
      long accepted,
      long repeated,
      long settled,
      long doubledEvents,
      long contradictions,
      SortedMap<String, Long> rejected,
      Latency receipt,
      Latency settlement) {

    long rejectedInAll() {
      return rejected.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Commands that have their verdict. */
    long decided() {
      return accepted + repeated + rejectedInAll();
    }
  }

  /** Two quantiles of a latency, in milliseconds. */
  record Latency(long count, double p50, double p99) {
    static Latency of(Histogram millis) {
      return new Latency(
          millis.getTotalCount(), millis.getValueAtPercentile(50), millis.getValueAtPercentile(99));
    }
  }

  synchronized void sent(CommandId id, long nanos) {
    sent++;
    sentNanos.putIfAbsent(id, nanos);
  }

  /** Counts a receipt that says ACCEPTED; a repeated command brings the same one again. */
  synchronized void accepted(CommandId id, long nanos) {
    acceptedReceipts++;
    if (accepted.add(id)) {
      record(receiptMillis, id, nanos);
    }
  }

  /**
   * Counts a rejection, and whether it denies a command that was accepted. A job that has started
   * again may tell one twice; a record is rejected once.
   */
  synchronized void rejected(CommandId id, RejectionCode code, LogPosition position) {
    if (!rejectedAt.add(position)) {
      return;
    }
    rejected.merge(code.name(), 1L, Long::sum);
    rejections.merge(new Verdict(id, code), 1L, Long::sum);
    if (accepted.contains(id) && !code.retryable() && !REPEATS.contains(code)) {
      contradictions++;
    }
  }

  synchronized void settled(CommandId id, long nanos) {
    settledEvents++;
    if (settled.add(id)) {
      record(finalMillis, id, nanos);
    }
  }

  /** Forgets the latencies of the preparation, so that the traffic's own are shown. */
  synchronized void resetLatencies() {
    receiptMillis.reset();
    finalMillis.reset();
  }

  synchronized Snapshot snapshot() {
    return new Snapshot(
        sent,
        accepted.size(),
        acceptedReceipts - accepted.size(),
        settled.size(),
        settledEvents - settled.size(),
        contradictions,
        new TreeMap<>(rejected),
        Latency.of(receiptMillis),
        Latency.of(finalMillis));
  }

  /** Whether all that was sent has its verdict and all that was accepted is final. */
  synchronized boolean isComplete() {
    long decided = acceptedReceipts + rejected.values().stream().mapToLong(Long::longValue).sum();
    return decided >= sent && accepted.equals(settled);
  }

  /** Returns which commands were rejected with which code, and how often. */
  synchronized Map<Verdict, Long> rejections() {
    return Map.copyOf(rejections);
  }

  /** Whether accepted and settled are the same set of commands. */
  synchronized boolean acceptedIsSettled() {
    return accepted.equals(settled);
  }

  private void record(Histogram millis, CommandId id, long nanos) {
    Long start = sentNanos.get(id);
    if (start != null) {
      millis.recordValue(Math.min(MAX_LATENCY_MILLIS, Math.max(0, nanos - start) / 1_000_000));
    }
  }
}
