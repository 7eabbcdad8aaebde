package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Rules 23 and 24: a candidate's verdicts beside those that were told, record by record. */
final class Comparison {
  private final World world;
  private final List<TreeMap<Integer, Told>> own = new ArrayList<>();

  /** Differences in the order in which they were found: by partition and offset. */
  private final List<int[]> found = new ArrayList<>();

  Comparison(World world) {
    this.world = world;
    for (int p = 0; p < world.layout().partitions(); p++) {
      own.add(new TreeMap<>());
    }
  }

  void judged(Appended record, Told told) {
    own.get(record.partition()).put(record.offset(), told);
    Told theirs = world.told(record.partition()).get(record.offset());
    if (theirs != null && theirs.differsFrom(told, world.design())) {
      found.add(new int[] {record.partition(), record.offset()});
    }
  }

  /** Tells whether all that was told has been compared. */
  boolean isComplete() {
    for (int p = 0; p < own.size(); p++) {
      if (!own.get(p).keySet().containsAll(world.told(p).keySet())) {
        return false;
      }
    }
    return true;
  }

  /** Returns where the verdicts differ first: partition and offset. */
  Optional<int[]> difference() {
    if (world.design().has(Departure.NAMES_WHAT_WAS_FOUND_FIRST) && !found.isEmpty()) {
      return Optional.of(found.get(0));
    }
    for (int p = 0; p < own.size(); p++) {
      for (Map.Entry<Integer, Told> each : own.get(p).entrySet()) {
        Told theirs = world.told(p).get(each.getKey());
        boolean differs =
            theirs == null
                ? world.design().has(Departure.UNTOLD_IS_A_DIFFERENCE)
                : theirs.differsFrom(each.getValue(), world.design());
        if (differs) {
          return Optional.of(new int[] {p, each.getKey()});
        }
      }
    }
    return Optional.empty();
  }
}
