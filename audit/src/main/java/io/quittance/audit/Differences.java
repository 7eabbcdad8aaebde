package io.quittance.audit;

import io.quittance.network.QuittanceException;
import io.quittance.schemas.audit.FoundDifference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The differences found so far, in the audit's store; those past a number are only counted. */
final class Differences {
  /** How many are kept. */
  static final int MAX_KEPT = 1_000;

  private final AuditStore store;
  private final Counts counts;

  Differences(AuditStore store, Counts counts) {
    this.store = store;
    this.counts = counts;
  }

  void add(Place place, String what, String expected, String found) {
    long number = counts.add(Counts.DIFFERENCES, 1);
    if (number > MAX_KEPT) {
      return;
    }
    try {
      ByteBuffer record =
          FoundDifference.getEncoder()
              .encode(new Difference(place, what, expected, found).toRecord());
      byte[] value = new byte[record.remaining()];
      record.get(value);
      store.put(
          Table.DIFFERENCE, AuditStore.key(place.position().timestampMillis(), number), value);
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
  }

  /** Returns what is kept. */
  List<Difference> kept() throws QuittanceException {
    List<Difference> all = new ArrayList<>();
    store.scan(
        Table.DIFFERENCE,
        new byte[0],
        (key, value) -> {
          try {
            all.add(Difference.of(FoundDifference.getDecoder().decode(value)));
          } catch (IOException altered) {
            throw new IllegalStateException("what the audit kept was altered", altered);
          }
          return true;
        });
    return all;
  }
}
