package io.quittance.trials.bench;

import io.quittance.network.watch.TopicWatch;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.settlement.Settled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads receipts of payers and payees, and settled events, as any outsider could, and notes when
 * each came first.
 */
final class Arrivals implements AutoCloseable {
  private static final long POLL_MILLIS = 20;
  private static final long PATIENCE_NANOS = 120_000_000_000L;

  private final Map<CommandId, Integer> places = new HashMap<>();
  private final AtomicLongArray receipts;
  private final AtomicLongArray credits;
  private final AtomicLongArray events;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger credited = new AtomicInteger();
  private final AtomicInteger settled = new AtomicInteger();
  private final AtomicInteger doubled = new AtomicInteger();
  private final List<TopicWatch> watches;
  private volatile String rejection;

  /** Starts to watch for these commands. */
  Arrivals(String bootstrapServers, List<PreparedRecord> commands) {
    for (PreparedRecord command : commands) {
      places.put(command.id(), places.size());
    }
    receipts = new AtomicLongArray(commands.size());
    credits = new AtomicLongArray(commands.size());
    events = new AtomicLongArray(commands.size());
    watches =
        List.of(
            TopicWatch.start(bootstrapServers, Topics.RECEIPTS, this::receipt),
            TopicWatch.start(bootstrapServers, Topics.SETTLEMENTS, this::event));
  }

  /** When the receipt of the command at a place came, by {@link System#nanoTime}. */
  long receiptNanos(int place) {
    return receipts.get(place);
  }

  /** When the payee's receipt of the transfer at a place came. */
  long creditNanos(int place) {
    return credits.get(place);
  }

  /** When the settled event of the command at a place could be read. */
  long eventNanos(int place) {
    return events.get(place);
  }

  /**
   * Waits until the first so many transfers, and no others, are accepted, credited and final.
   *
   * @throws IllegalStateException if one is rejected, settled twice, or nothing more comes
   */
  void await(int count) throws InterruptedException, TimeoutException {
    long quietSince = System.nanoTime();
    int seen = 0;
    while (accepted.get() < count || credited.get() < count || settled.get() < count) {
      watches.forEach(TopicWatch::requireAlive);
      if (rejection != null) {
        throw new IllegalStateException("a good command was rejected: " + rejection);
      }
      int now = accepted.get() + credited.get() + settled.get();
      if (now != seen) {
        seen = now;
        quietSince = System.nanoTime();
      } else if (System.nanoTime() - quietSince > PATIENCE_NANOS) {
        throw new TimeoutException(
            String.format(
                "of %d transfers %d were accepted, %d credited and %d final, then nothing came",
                count, accepted.get(), credited.get(), settled.get()));
      }
      Thread.sleep(POLL_MILLIS);
    }
    if (doubled.get() > 0) {
      throw new IllegalStateException(doubled.get() + " commands were settled twice");
    }
  }

  private void receipt(ConsumerRecord<byte[], byte[]> record) {
    long now = System.nanoTime();
    byte[] payload = bytes(decode(SignedReceipt.class, record.value()).getPayload());
    Receipt receipt = decode(Receipt.class, payload);
    Integer place = places.get(CommandId.of(receipt.getCommandId()));
    switch (receipt.getStatus()) {
      case ACCEPTED -> first(receipts, place, now, accepted);
      case CREDITED -> first(credits, place, now, credited);
      default -> rejection = receipt.toString();
    }
  }

  private static void first(AtomicLongArray times, Integer place, long now, AtomicInteger count) {
    if (place != null && times.compareAndSet(place, 0, now)) {
      count.incrementAndGet();
    }
  }

  private void event(ConsumerRecord<byte[], byte[]> record) {
    long now = System.nanoTime();
    Integer place = places.get(CommandId.of(decode(Settled.class, record.value()).getEventId()));
    if (place == null) {
      return;
    }
    if (events.compareAndSet(place, 0, now)) {
      settled.incrementAndGet();
    } else {
      doubled.incrementAndGet();
    }
  }

  private static byte[] bytes(java.nio.ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
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
