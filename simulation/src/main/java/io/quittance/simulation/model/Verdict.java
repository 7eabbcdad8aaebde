package io.quittance.simulation.model;

import java.util.List;

/**
 * What is said of a record and what follows from it.
 *
 * @param code the verdict
 * @param version the statement whose key signs the receipt
 * @param emitted facts for other keys
 * @param counted facts that were counted
 */
record Verdict(Code code, int version, List<Fact> emitted, List<Fact> counted) {
  static Verdict of(Code code) {
    return new Verdict(code, 0, List.of(), List.of());
  }
}
