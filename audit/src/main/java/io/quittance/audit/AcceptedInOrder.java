package io.quittance.audit;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.audit.DueEvent;
import io.quittance.schemas.settlement.Settled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Tells what the ledger accepted, all partitions together, the oldest command first. */
final class AcceptedInOrder {
  private AcceptedInOrder() {}

  /** One partition's events, and the one that comes next. */
  private record Head(AuditStore.Cursor rest, DueEvent due, Settled event) {
    static Head of(AuditStore.Cursor cursor) {
      DueEvent due = EventBook.decode(cursor.value());
      cursor.next();
      return new Head(cursor, due, EventBook.event(due));
    }

    long timestampMillis() {
      return event.getPosition().getTimestampMillis();
    }

    int partition() {
      return event.getPosition().getPartition();
    }
  }

  static void tell(AuditStore store, int partitions, AcceptedEvents listener)
      throws QuittanceException {
    if (listener == AcceptedEvents.UNHEARD) {
      return;
    }
    PriorityQueue<Head> oldestFirst =
        new PriorityQueue<>(
            Comparator.comparingLong(Head::timestampMillis).thenComparingInt(Head::partition));
    List<AuditStore.Cursor> cursors = new ArrayList<>();
    try {
      for (int partition = 0; partition < partitions; partition++) {
        AuditStore.Cursor cursor =
            store.cursor(
                Table.DUE_EVENT, ByteBuffer.allocate(Integer.BYTES).putInt(partition).array());
        cursors.add(cursor);
        if (cursor.isValid()) {
          oldestFirst.add(Head.of(cursor));
        }
      }
      while (!oldestFirst.isEmpty()) {
        Head head = oldestFirst.remove();
        listener.accepted(head.event(), head.due().getPublished() != null);
        if (head.rest().isValid()) {
          oldestFirst.add(Head.of(head.rest()));
        }
      }
    } finally {
      cursors.forEach(AuditStore.Cursor::close);
    }
  }
}
