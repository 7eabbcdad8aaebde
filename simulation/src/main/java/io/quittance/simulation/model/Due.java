package io.quittance.simulation.model;

/** "Look at this key's deadlines now": carries nothing and is never answered. */
record Due() implements Content {
  @Override
  public String toString() {
    return "DUE";
  }
}
