package io.quittance.trials.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * The order of the faults, which a seed decides: every fault once before any comes again. The first
 * round begins with those that only several brokers can have, so that a short run has them, too.
 */
final class FaultSchedule {
  private final List<Fault> faults;
  private final Random random;
  private final List<Fault> round = new ArrayList<>();
  private final Set<Fault> missing;

  FaultSchedule(List<Fault> faults, Random random) {
    this.faults = List.copyOf(faults);
    this.random = random;
    this.missing = EnumSet.copyOf(faults);
    shuffle();
    round.sort(Comparator.comparing(Fault::needsSeveralBrokers).reversed());
  }

  private void shuffle() {
    round.addAll(faults);
    Collections.shuffle(round, random);
  }

  /** Whether connections are severed at any time. */
  boolean hasPartitions() {
    return faults.stream().anyMatch(Fault::isPartition);
  }

  /** Returns what is to be broken next. */
  Fault next() {
    if (round.isEmpty()) {
      shuffle();
    }
    return round.remove(0);
  }

  /** Notes that a fault was made. */
  void made(Fault fault) {
    missing.remove(fault);
  }

  /** Returns which faults have not been made yet, in the order in which they are declared. */
  List<Fault> missing() {
    return List.copyOf(missing);
  }
}
