package io.quittance.simulation.model;

/**
 * A fact in its envelope, as it stands in the payee's partition.
 *
 * @param fact what it says
 * @param key the version whose operator's key signed it; not part of what it says
 * @param cause where the record stands from which it follows; null in a forgery
 */
record Entry(Fact fact, int key, Witness cause) implements Content {
  @Override
  public String toString() {
    return "ENTRY " + fact + ", key " + key;
  }
}
