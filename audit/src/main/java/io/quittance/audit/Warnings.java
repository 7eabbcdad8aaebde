package io.quittance.audit;

import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.statement.JournalStatements;
import io.quittance.ledger.submission.Position;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The warnings of the journal, in the audit's store; those past a number are only counted. */
final class Warnings {
  /** How many are kept: whoever holds a key of a former authority can write any number. */
  static final int MAX_KEPT = 100;

  private static final JournalStatements.Place NOTHING_READ =
      new JournalStatements.Place(0, 0, 0, Bytes.EMPTY);

  private final AuditStore store;
  private final Counts counts;

  Warnings(AuditStore store, Counts counts) {
    this.store = store;
    this.counts = counts;
  }

  void add(Place place, String sentence) {
    if (counts.add(Counts.WARNINGS, 1) <= MAX_KEPT) {
      byte[] time = AuditStore.key(place.position().timestampMillis());
      store.put(Table.WARNING, place.behind(time), sentence.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Returns a warning for each partition that ends with an earlier statement than another one.
   * Whoever writes statements writes them everywhere; what stands where one is missing is judged
   * without it.
   *
   * @param places how far each partition was read, of which anything was
   */
  static List<Warning> behind(Map<Integer, JournalStatements.Place> places, int partitions) {
    int latest =
        places.values().stream().mapToInt(JournalStatements.Place::statement).max().orElse(0);
    List<Warning> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      JournalStatements.Place end = places.getOrDefault(partition, NOTHING_READ);
      if (end.statement() < latest) {
        Position position =
            new Position(partition, Math.max(0, end.offset()), Math.max(0, end.millis()));
        all.add(
            new Warning(
                new Place(Topics.JOURNAL.name(), position),
                "Statement "
                    + end.statement()
                    + " holds at the end of this partition, and statement "
                    + latest
                    + " at that of another. The settlement job writes what is missing when it"
                    + " starts."));
      }
    }
    return all;
  }

  /** Returns what is kept, the first in log time first. */
  List<Warning> kept() throws QuittanceException {
    List<Warning> all = new ArrayList<>();
    store.scan(
        Table.WARNING,
        new byte[0],
        (key, value) -> {
          Place place = Place.of(Topics.JOURNAL, key, Long.BYTES);
          all.add(new Warning(place, new String(value, StandardCharsets.UTF_8)));
          return true;
        });
    return List.copyOf(all);
  }
}
