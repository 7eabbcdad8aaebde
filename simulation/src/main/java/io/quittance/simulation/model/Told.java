package io.quittance.simulation.model;

import java.util.List;

/**
 * What an instance came to with a record, as far as another can compare it.
 *
 * @param code the verdict
 * @param emitted facts for other keys
 * @param counted facts that were counted
 * @param state the key's state after it; null without one
 * @param answered whether there is a receipt of it
 */
record Told(Code code, List<Fact> emitted, List<Fact> counted, String state, boolean answered) {
  static Told of(Appended record, Verdict verdict, String state) {
    return new Told(
        verdict.code(),
        verdict.emitted(),
        verdict.counted(),
        state,
        record.content() instanceof Command || record.content() instanceof Entry);
  }

  /** Rule 23: codes, entries and states are compared, of dues too, which have no receipt. */
  boolean differsFrom(Told other, Design design) {
    if (!answered && design.has(Departure.ONLY_ANSWERS_COMPARED)) {
      return false;
    }
    if (code != other.code) {
      return true;
    }
    if (design.has(Departure.ONLY_CODES_COMPARED)) {
      return false;
    }
    boolean entries = emitted.equals(other.emitted) && counted.equals(other.counted);
    boolean states =
        design.has(Departure.STATES_NOT_COMPARED)
            || (state == null ? other.state == null : state.equals(other.state));
    return !entries || !states;
  }
}
