package io.quittance.audit;

import io.quittance.ledger.submission.Position;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.Topics;
import io.quittance.schemas.audit.DueEvent;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Holds the events that the ledger makes against those that are published, whichever comes first.
 * Both name the place of their command, which is what they are found by.
 */
final class EventBook {
  private final AuditStore store;
  private final Counts counts;
  private final Differences differences;

  /**
   * The latest command of a partition whose event is published.
   *
   * @param offset of the command
   * @param event where its event is
   */
  record Frontier(long offset, Position event) {}

  EventBook(AuditStore store, Counts counts, Differences differences) {
    this.store = store;
    this.counts = counts;
    this.differences = differences;
  }

  /** Notes an event that must be published. */
  void due(Settled event) throws QuittanceException {
    byte[] at = Place.key(event.getPosition());
    DueEvent due =
        DueEvent.newBuilder().setEvent(ByteBuffer.wrap(SingleObject.encode(event))).build();
    store.put(Table.MISSING, at, new byte[0]);
    counts.add(Counts.PENDING, 1);
    store.scan(
        Table.UNEXPLAINED,
        at,
        (key, value) -> {
          compare(due, Place.of(Topics.SETTLEMENTS, key, at.length).position(), value);
          store.delete(Table.UNEXPLAINED, key);
          return true;
        });
    put(at, due);
  }

  /** Takes a published event. */
  void published(Position position, Settled event, byte[] bytes) {
    counts.add(Counts.EVENTS, 1);
    byte[] at = Place.key(event.getPosition());
    Optional<DueEvent> due = store.get(Table.DUE_EVENT, at).map(EventBook::decode);
    if (due.isPresent()) {
      compare(due.get(), position, bytes);
      put(at, due.get());
    } else {
      Place place = new Place(Topics.SETTLEMENTS.name(), position);
      store.put(Table.UNEXPLAINED, place.behind(at), bytes);
    }
  }

  private void compare(DueEvent due, Position position, byte[] bytes) {
    Settled event = event(due);
    byte[] expected = SingleObject.encode(event);
    boolean wasMissing = due.getPublished() == null && !due.getContradicted();
    if (!Arrays.equals(expected, bytes)) {
      due.setContradicted(true);
      Differing differing = Differing.first(expected, bytes);
      differences.add(
          new Place(Topics.SETTLEMENTS.name(), position),
          named(event) + ", " + differing.field(),
          differing.expected(),
          differing.found());
    } else if (due.getPublished() == null) {
      due.setPublished(position.toRecord());
      due.setLastCopy(position.toRecord());
      due.setCopies(1);
      advance(event.getPosition(), position);
      if (event.getEvent() instanceof Transferred transferred) {
        store.put(
            Table.PAID_IN_TIME,
            WindowBook.paid(event.getAsset(), transferred.getAuditorEpoch(), position),
            Place.key(event.getPosition()));
      }
    } else {
      due.setCopies(due.getCopies() + 1);
      due.setLastCopy(position.toRecord());
      counts.add(Counts.COPIES, 1);
      store.put(Table.REPEATED, Place.key(event.getPosition()), new byte[0]);
    }
    if (wasMissing) {
      store.delete(Table.MISSING, Place.key(event.getPosition()));
      counts.add(Counts.PENDING, -1);
    }
  }

  private void advance(JournalPosition command, Position event) {
    byte[] partition = AuditStore.key(command.getPartition());
    if (frontier(command.getPartition()).map(Frontier::offset).orElse(-1L) < command.getOffset()) {
      store.put(
          Table.FRONTIER,
          partition,
          AuditStore.key(
              command.getOffset(), event.partition(), event.offset(), event.timestampMillis()));
    }
  }

  /** Returns the latest command of a partition whose event is published. */
  Optional<Frontier> frontier(int partition) {
    return store
        .get(Table.FRONTIER, AuditStore.key(partition))
        .map(ByteBuffer::wrap)
        .map(
            value ->
                new Frontier(
                    value.getLong(),
                    new Position((int) value.getLong(), value.getLong(), value.getLong())));
  }

  /** Returns the event of a command at that place of the journal. */
  DueEvent at(byte[] place) {
    return store
        .get(Table.DUE_EVENT, place)
        .map(EventBook::decode)
        .orElseThrow(() -> new IllegalStateException("an event that is due is not kept"));
  }

  /** Names an event. */
  static String named(Settled event) {
    return "the event "
        + event.getEvent().getClass().getSimpleName()
        + " "
        + CommandId.of(event.getEventId())
        + " of the command at "
        + Place.of(event.getPosition());
  }

  private void put(byte[] at, DueEvent due) {
    try {
      store.put(Table.DUE_EVENT, at, bytes(DueEvent.getEncoder().encode(due)));
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
  }

  static DueEvent decode(byte[] value) {
    try {
      return DueEvent.getDecoder().decode(value);
    } catch (IOException altered) {
      throw new IllegalStateException("what the audit kept was altered", altered);
    }
  }

  /** Returns the event that is due. */
  static Settled event(DueEvent due) {
    try {
      return SingleObject.decode(Settled.class, bytes(due.getEvent()));
    } catch (MalformedRecordException altered) {
      throw new IllegalStateException("what the audit kept was altered", altered);
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
