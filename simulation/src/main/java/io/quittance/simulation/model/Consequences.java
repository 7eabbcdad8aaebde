package io.quittance.simulation.model;

import java.util.ArrayList;
import java.util.List;

/** What follows from a record while it is judged: facts for others, and facts that were counted. */
final class Consequences {
  private final List<Fact> emitted = new ArrayList<>(0);
  private final List<Fact> counted = new ArrayList<>(0);
  private int version;

  void emit(Fact fact) {
    emitted.add(fact);
  }

  void count(Fact fact) {
    counted.add(fact);
  }

  /** Says under which statement the receipt is signed. */
  void signUnder(int statement) {
    version = statement;
  }

  Verdict verdict(Code code) {
    return new Verdict(code, version, List.copyOf(emitted), List.copyOf(counted));
  }
}
