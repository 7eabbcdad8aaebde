package io.quittance.trials.bench;

import io.quittance.network.watch.TopicWatch;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.settlement.Settled;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Holds what was sent against the receipts and settled events that come of it. A command that is
 * sent again gets its receipt again, in the order of the log: the nth receipt answers the nth time.
 */
final class Echoes implements AutoCloseable {
  private static final long MAX_LATENCY_MICROS = 3_600_000_000L;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final int DIGITS = 3;

  private final Map<CommandId, Echo> echoes = new ConcurrentHashMap<>();
  private final AtomicLong answered = new AtomicLong();
  private final AtomicLong settled = new AtomicLong();
  private final AtomicLong doubled = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final List<TopicWatch> watches;
  private volatile String rejection = "";

  private record Due(long nanos, Histogram micros) {}

  private record Echo(Queue<Due> due, AtomicInteger events) {}

  Echoes(String bootstrapServers) {
    watches =
        List.of(
            TopicWatch.start(bootstrapServers, Topics.RECEIPTS, this::receipt),
            TopicWatch.start(bootstrapServers, Topics.SETTLEMENTS, this::event));
  }

  static Histogram histogram() {
    return new Histogram(MAX_LATENCY_MICROS, DIGITS);
  }

  /** Awaits a receipt for a command that is due now, or was before. */
  void expect(CommandId id, long dueNanos, Histogram micros) {
    echoes
        .computeIfAbsent(id, first -> new Echo(new ConcurrentLinkedQueue<>(), new AtomicInteger()))
        .due
        .add(new Due(dueNanos, micros));
  }

  /** How many of the receipts that were awaited have come. */
  long answered() {
    watches.forEach(TopicWatch::requireAlive);
    return answered.get();
  }

  /** How many different commands were sent. */
  long commands() {
    return echoes.size();
  }

  /** How many of them became final. */
  long settled() {
    return settled.get();
  }

  /** How many events came that had come before. */
  long doubled() {
    return doubled.get();
  }

  /** How many receipts say REJECTED. */
  long rejected() {
    return rejected.get();
  }

  /** The last receipt that says REJECTED; empty if there is none. */
  String rejection() {
    return rejection;
  }

  private void receipt(ConsumerRecord<byte[], byte[]> record) {
    long now = System.nanoTime();
    ByteBuffer payload = decode(SignedReceipt.class, record.value()).getPayload();
    byte[] bytes = new byte[payload.remaining()];
    payload.duplicate().get(bytes);
    Receipt receipt = decode(Receipt.class, bytes);
    if (receipt.getStatus() == ReceiptStatus.CREDITED) {
      return;
    }
    if (receipt.getStatus() != ReceiptStatus.ACCEPTED) {
      rejected.incrementAndGet();
      rejection = receipt.toString();
      return;
    }
    Echo echo = echoes.get(CommandId.of(receipt.getCommandId()));
    Due due = echo == null ? null : echo.due.poll();
    if (due != null) {
      long micros = Math.max(0, now - due.nanos) / NANOS_PER_MICRO;
      synchronized (due.micros) {
        due.micros.recordValue(Math.min(MAX_LATENCY_MICROS, micros));
      }
      answered.incrementAndGet();
    }
  }

  private void event(ConsumerRecord<byte[], byte[]> record) {
    Echo echo = echoes.get(CommandId.of(decode(Settled.class, record.value()).getEventId()));
    if (echo != null) {
      (echo.events.incrementAndGet() == 1 ? settled : doubled).incrementAndGet();
    }
  }

  private static <T extends SpecificRecordBase> T decode(Class<T> type, byte[] value) {
    try {
      return SingleObject.decode(type, value);
    } catch (MalformedRecordException e) {
      throw new IllegalStateException("the job wrote what cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    watches.forEach(TopicWatch::close);
  }
}
