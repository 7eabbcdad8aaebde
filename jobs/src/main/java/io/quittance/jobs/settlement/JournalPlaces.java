package io.quittance.jobs.settlement;

import io.quittance.ledger.settlement.Derivation;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The places in the journal that a transaction's events follow from, and which of the events were
 * found: some ten bytes an event.
 */
final class JournalPlaces {
  private final Map<Integer, Offsets> partitions = new HashMap<>();
  private int missing;

  /** Offsets of one partition, in their order. */
  private static final class Offsets {
    private long[] offsets = new long[64];
    private int size;
    private final BitSet found = new BitSet();

    void add(long offset) {
      if (size == offsets.length) {
        offsets = Arrays.copyOf(offsets, 2 * size);
      }
      offsets[size++] = offset;
    }

    /** Puts them into their order; one that came twice counts once. */
    int sort() {
      offsets = Arrays.stream(offsets, 0, size).sorted().distinct().toArray();
      size = offsets.length;
      return size;
    }

    int indexOf(long offset) {
      return Arrays.binarySearch(offsets, offset);
    }
  }

  /** Returns the places of these, of which none is found yet. */
  static JournalPlaces of(Derivations events) {
    JournalPlaces places = new JournalPlaces();
    for (Derivation event : events) {
      places
          .partitions
          .computeIfAbsent(event.position().partition(), partition -> new Offsets())
          .add(event.position().offset());
    }
    places.partitions.values().forEach(offsets -> places.missing += offsets.sort());
    return places;
  }

  /** The event of a place was found; others' are passed over. */
  void found(int partition, long offset) {
    Offsets offsets = partitions.get(partition);
    int index = offsets == null ? -1 : offsets.indexOf(offset);
    if (index >= 0 && !offsets.found.get(index)) {
      offsets.found.set(index);
      missing--;
    }
  }

  /** Returns whether the event of one of the places was found. */
  boolean isFound(int partition, long offset) {
    Offsets offsets = partitions.get(partition);
    return offsets.found.get(offsets.indexOf(offset));
  }

  /** Returns how many were not found. */
  int missing() {
    return missing;
  }
}
