package io.quittance.simulation.model;

/**
 * The network's whole definition from here on.
 *
 * @param version counted from 1
 * @param signed whether the authority of the version before signed it
 * @param ours whether it names the hash of the version before in this network's chain
 */
record Statement(int version, boolean signed, boolean ours) implements Content {
  static Statement of(int version) {
    return new Statement(version, true, true);
  }

  @Override
  public String toString() {
    return "STATEMENT "
        + version
        + (signed ? "" : " unsigned")
        + (ours ? "" : " of another network");
  }
}
