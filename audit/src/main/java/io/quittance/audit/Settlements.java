package io.quittance.audit;

import io.quittance.ledger.submission.Position;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the settlements topic: what is a settled event, and what is a stray. */
final class Settlements {
  private final int partitions;
  private final EventBook events;
  private final Differences differences;

  Settlements(int partitions, EventBook events, Differences differences) {
    this.partitions = partitions;
    this.events = events;
    this.differences = differences;
  }

  void read(ConsumerRecord<byte[], byte[]> record) {
    try {
      Settled event = event(record);
      events.published(
          new Position(record.partition(), record.offset(), record.timestamp()),
          event,
          record.value());
    } catch (MalformedRecordException stray) {
      differences.add(Place.of(record), "a record", "a settled event", stray.getMessage());
    }
  }

  private Settled event(ConsumerRecord<byte[], byte[]> record) throws MalformedRecordException {
    if (record.value() == null) {
      throw new MalformedRecordException("no value");
    }
    Settled event = SingleObject.decode(Settled.class, record.value());
    byte[] key =
        event.getEvent() instanceof Transferred transferred
            ? AccountId.of(transferred.getPayee()).toBytes()
            : AccountId.of(event.getAccount()).toBytes();
    if (!Arrays.equals(key, record.key())) {
      throw new MalformedRecordException("an event that is not keyed by its payee or account");
    }
    if (Partitions.of(key, partitions) != record.partition()) {
      throw new MalformedRecordException("an event in another partition than its key's");
    }
    return event;
  }
}
