package io.quittance.simulation.model;

/** What each version of the network's statement says, and whose signature counts under it. */
final class Statements {
  /** How many versions there are. */
  static final int VERSIONS = 3;

  /** The key of an operator that is not ours; a statement of another network lists it. */
  static final int FOREIGN_KEY = 9;

  /** No key at all. */
  static final int NO_KEY = -1;

  private final Design design;

  Statements(Design design) {
    this.design = design;
  }

  /** Asset 0 is of the first version, asset 1 of the second. */
  boolean knowsAsset(int version, int asset) {
    boolean gone = version == VERSIONS && design.has(Departure.ASSETS_REMOVED);
    return asset == 0 ? version >= 1 : version >= 2 && !gone;
  }

  long limit(int version) {
    return switch (version) {
      case 1 -> 40;
      case 2 -> 20;
      default -> 30;
    };
  }

  int officer(int version) {
    return version >= 2 ? 2 : 1;
  }

  /** Tells whether an operator's key counts under a statement; rule 2: keys are only added. */
  boolean lists(int version, boolean usurped, int key) {
    if (key == FOREIGN_KEY) {
      return usurped;
    }
    if (key < 1 || version < 1) {
      return false;
    }
    if (design.has(Departure.ONLY_THE_PRESENT_KEY)) {
      return key == version;
    }
    if (design.has(Circumstance.KEY_REVOKED) && version == VERSIONS && key == 1) {
      return false;
    }
    return key <= version + (design.has(Departure.TWO_PHASE_STATEMENTS) ? 1 : 0);
  }
}
