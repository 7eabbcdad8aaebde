package io.quittance.trials.demo;

import io.quittance.schemas.CommandId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.LogPosition;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

  /** Codes that say nothing against an earlier acceptance. */
  private static final Set<RejectionCode> REPEATS = EnumSet.of(RejectionCode.ALREADY_DECIDED);

  private final Map<CommandId, Long> sentNanos = new HashMap<>();
  private final Map<CommandId, Said> accepted = new HashMap<>();
  private final Map<CommandId, Said> settled = new HashMap<>();
  private final Map<CommandId, Said> credited = new HashMap<>();
  private final Set<CommandId> toBeCredited = new HashSet<>();
  private final Set<CommandId> awaited = new HashSet<>();
  private final Set<CommandId> unlike = new HashSet<>();
  private final Set<Verdict> denials = new HashSet<>();
  private final Set<LogPosition> rejectedAt = new HashSet<>();
  private final Map<Verdict, Long> rejections = new HashMap<>();
  private final SortedMap<String, Long> rejected = new TreeMap<>();
  private final Histogram receiptMillis = new Histogram(MAX_LATENCY_MILLIS, 3);
  private final Histogram creditMillis = new Histogram(MAX_LATENCY_MILLIS, 3);
  private final Histogram finalMillis = new Histogram(MAX_LATENCY_MILLIS, 3);
  private long sent;
  private long acceptedReceipts;
  private long settledEvents;
  private long expectedRejections;

  /** A rejection of one command. */
  record Verdict(CommandId id, RejectionCode code) {}

  /**
   * What a receipt or an event says.
   *
   * @param submission account, number and place in the log of the command that it is about
   * @param all all of it, hashed
   */
  record Said(Submission submission, Hash all) {
    record Submission(Fixed32 account, long number, JournalPosition position) {}

    record Hash(ByteBuffer sha256) {}

    static Said by(Receipt receipt) {
      return new Said(
          new Submission(receipt.getAccount(), receipt.getNumber(), receipt.getPosition()),
          hash(SingleObject.encode(receipt)));
    }

    static Said by(Settled event) {
      return new Said(
          new Submission(event.getAccount(), event.getNumber(), event.getPosition()),
          hash(SingleObject.encode(event)));
    }

    private static Hash hash(byte[] bytes) {
      try {
        return new Hash(ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)));
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every Java has SHA-256", impossible);
      }
    }
  }

  /** The counts at one moment. */
  record Snapshot(
      long sent,
      long accepted,
      long repeated,
      long settled,
      long credited,
      long doubledEvents,
      long contradictions,
      long unlike,
      SortedMap<String, Long> rejected,
      Latency receipt,
      Latency credit,
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

  /** Tells that a command will be sent that must be accepted; once or more often, that is one. */
  synchronized void expectAcceptance(CommandId id) {
    if (!accepted.containsKey(id)) {
      awaited.add(id);
    }
  }

  /** Tells that one more record will be sent that must be rejected. */
  synchronized void expectRejection() {
    expectedRejections++;
  }

  /** Counts a receipt that says ACCEPTED; a repeated command brings the same one again. */
  synchronized void accepted(Receipt receipt, long nanos) {
    CommandId id = CommandId.of(receipt.getCommandId());
    acceptedReceipts++;
    awaited.remove(id);
    if (isFirst(accepted, id, Said.by(receipt), settled)) {
      record(receiptMillis, id, nanos);
    }
  }

  /** Counts a payee's receipt; a job that has started again tells it again. */
  synchronized void credited(Receipt receipt, long nanos) {
    CommandId id = CommandId.of(receipt.getCommandId());
    Said said = Said.by(receipt);
    Said first = credited.putIfAbsent(id, said);
    if (first == null) {
      record(creditMillis, id, nanos);
    } else if (!first.equals(said)) {
      unlike.add(id);
    }
  }

  /** Counts what a rejecting receipt says against an acceptance, before or after it. */
  synchronized void denied(CommandId id, RejectionCode code) {
    if (!code.retryable() && !REPEATS.contains(code)) {
      denials.add(new Verdict(id, code));
    }
  }

  /**
   * Counts a rejection. A job that has started again may tell one twice; a record is rejected once.
   */
  synchronized void rejected(CommandId id, RejectionCode code, LogPosition position) {
    denied(id, code);
    if (rejectedAt.add(position)) {
      rejected.merge(code.name(), 1L, Long::sum);
      rejections.merge(new Verdict(id, code), 1L, Long::sum);
    }
  }

  synchronized void settled(Settled event, long nanos) {
    CommandId id = CommandId.of(event.getEventId());
    settledEvents++;
    if (event.getEvent() instanceof Transferred || event.getEvent() instanceof Issued) {
      toBeCredited.add(id);
    }
    if (isFirst(settled, id, Said.by(event), accepted)) {
      record(finalMillis, id, nanos);
    }
  }

  /** Keeps what is said of a command first, and notes whether all that is said of it agrees. */
  private boolean isFirst(
      Map<CommandId, Said> lane, CommandId id, Said said, Map<CommandId, Said> otherLane) {
    Said first = lane.putIfAbsent(id, said);
    Said other = otherLane.get(id);
    if (first != null && !first.equals(said)
        || other != null && !other.submission().equals(said.submission())) {
      unlike.add(id);
    }
    return first == null;
  }

  /** Forgets the latencies of the preparation, so that the traffic's own are shown. */
  synchronized void resetLatencies() {
    receiptMillis.reset();
    creditMillis.reset();
    finalMillis.reset();
  }

  synchronized Snapshot snapshot() {
    return new Snapshot(
        sent,
        accepted.size(),
        acceptedReceipts - accepted.size(),
        settled.size(),
        credited.size(),
        settledEvents - settled.size(),
        denials.stream().filter(denial -> accepted.containsKey(denial.id())).count(),
        unlike.size(),
        new TreeMap<>(rejected),
        Latency.of(receiptMillis),
        Latency.of(creditMillis),
        Latency.of(finalMillis));
  }

  /**
   * Whether all that was sent has its verdict and all that was accepted is credited and final. A
   * job that has started again tells receipts twice, so that their number alone says nothing.
   */
  synchronized boolean isComplete() {
    long decided = acceptedReceipts + rejectedAt.size();
    return decided >= sent
        && awaited.isEmpty()
        && rejectedAt.size() >= expectedRejections
        && acceptedIsSettled()
        && settledIsCredited();
  }

  /** Returns which commands were rejected with which code, and how often. */
  synchronized Map<Verdict, Long> rejections() {
    return Map.copyOf(rejections);
  }

  /** Whether accepted and settled are the same set of commands. */
  synchronized boolean acceptedIsSettled() {
    return accepted.keySet().equals(settled.keySet());
  }

  /** Whether each payment and issue that is final, and nothing else, reached its payee. */
  synchronized boolean settledIsCredited() {
    return toBeCredited.equals(credited.keySet());
  }

  private void record(Histogram millis, CommandId id, long nanos) {
    Long start = sentNanos.get(id);
    if (start != null) {
      millis.recordValue(Math.min(MAX_LATENCY_MILLIS, Math.max(0, nanos - start) / 1_000_000));
    }
  }
}
