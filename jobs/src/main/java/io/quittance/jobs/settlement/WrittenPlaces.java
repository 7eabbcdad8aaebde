package io.quittance.jobs.settlement;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Where the records of the running transaction stand, as the broker acknowledges them. */
final class WrittenPlaces {
  private final Map<Integer, Long> lasts = new HashMap<>();
  private Map<Integer, OffsetRange> places = new HashMap<>();

  /** Takes an acknowledgement; the producer calls this in its own thread. */
  synchronized void acknowledged(RecordMetadata record) {
    // A broker that had written a record before may have forgotten where: behind the one before it.
    long known = lasts.getOrDefault(record.partition(), 0L);
    long offset = record.hasOffset() ? record.offset() : known;
    places.merge(record.partition(), new OffsetRange(offset, offset), OffsetRange::with);
    lasts.merge(record.partition(), offset, Math::max);
  }

  /** Returns the places since this was last called; all must be acknowledged by then. */
  synchronized Map<Integer, OffsetRange> take() {
    Map<Integer, OffsetRange> taken = places;
    places = new HashMap<>();
    return taken;
  }
}
