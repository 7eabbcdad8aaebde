package io.quittance.simulation.model;

import io.quittance.simulation.model.KeyState.Mark;

/** Makes the facts that follow from a verdict; rule 3: each names the payee's one before it. */
final class Facts {
  /** How long marks live where they end. */
  static final int LIFE = 25;

  private final Design design;
  private final Layout layout;

  Facts(Design design, Layout layout) {
    this.design = design;
    this.layout = layout;
  }

  Fact of(KeyState origin, int key, int number, int payee, long amount, Stamp stamp) {
    Mark last = origin.lastPaid.get(payee);
    boolean ended =
        last != null && design.has(Departure.MARKS_END) && stamp.time() - last.time() > LIFE;
    int previous = last == null || ended ? 0 : last.number();
    origin.lastPaid.put(payee, new Mark(number, stamp.time()));
    return new Fact(
        key, number, previous, payee, amount, layout.asset(key), stamp.version(), stamp.time());
  }
}
