package io.quittance.simulation.model;

import java.util.function.Supplier;

/** Where a promise that does not hold becomes a violation. */
final class Promises {
  void require(Check check, boolean holds, Supplier<String> sentence) {
    if (!holds) {
      throw new Violation(check, sentence.get());
    }
  }
}
