package io.quittance.simulation.model;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The design that a run follows: the rules, less its departures, in its circumstances. */
final class Design {
  private final Set<Departure> departures;
  private final Set<Circumstance> circumstances;

  private Design(Set<Departure> departures, Set<Circumstance> circumstances) {
    this.departures = departures;
    this.circumstances = circumstances;
  }

  static Design of(Enum<?>... traits) {
    Set<Departure> departures = EnumSet.noneOf(Departure.class);
    Set<Circumstance> circumstances = EnumSet.noneOf(Circumstance.class);
    for (Enum<?> trait : Arrays.asList(traits)) {
      if (trait instanceof Departure departure) {
        departures.add(departure);
      } else {
        circumstances.add((Circumstance) trait);
      }
    }
    return new Design(departures, circumstances);
  }

  /** Returns the design by its rules in the same circumstances. */
  Design byTheRules() {
    return new Design(EnumSet.noneOf(Departure.class), circumstances);
  }

  boolean has(Departure departure) {
    return departures.contains(departure);
  }

  boolean has(Circumstance circumstance) {
    return circumstances.contains(circumstance);
  }

  /** Tells whether a replay from nothing holds entries back at all. */
  boolean holdsBack() {
    return !has(Departure.LOUD_FROM_NOTHING)
        && !has(Departure.SILENT_BELOW_COMMITTED)
        && !has(Departure.SILENT_BELOW_THE_END);
  }
}
