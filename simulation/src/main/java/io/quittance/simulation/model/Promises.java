package io.quittance.simulation.model;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** Which promises are checked: all of them, but in the tests of the checks themselves. */
final class Promises {
  private final Set<Check> checked;

  private Promises(Set<Check> checked) {
    this.checked = checked;
  }

  static Promises all() {
    return new Promises(EnumSet.allOf(Check.class));
  }

  /** Returns all but one. */
  static Promises allBut(Check check) {
    return new Promises(EnumSet.complementOf(EnumSet.of(check)));
  }

  void require(Check check, boolean holds, Supplier<String> sentence) {
    if (!holds && checked.contains(check)) {
      throw new Violation(check, sentence.get());
    }
  }
}
