package io.quittance.simulation.model;

/** Shortens a schedule: leaves stretches out and makes choices dull while the promise breaks. */
final class Shrinker {
  private final Finding found;
  private int attempts;

  Shrinker(Finding found) {
    this.found = found;
  }

  /** Returns the shortest schedule found in so many attempts; the same in every run. */
  int[] shortest(int most) {
    int[] shortest = found.choices();
    attempts = most;
    boolean progress = true;
    while (progress && attempts > 0) {
      int[] shorter = duller(withoutStretches(shortest));
      progress = shorter != shortest;
      shortest = shorter;
    }
    return shortest;
  }

  private int[] withoutStretches(int[] given) {
    int[] shortest = given;
    for (int size = Math.max(1, given.length / 2); size >= 1; size /= 2) {
      int at = 0;
      while (at + size <= shortest.length && attempts > 0) {
        int[] shorter = new int[shortest.length - size];
        System.arraycopy(shortest, 0, shorter, 0, at);
        System.arraycopy(shortest, at + size, shorter, at, shorter.length - at);
        if (breaks(shorter)) {
          shortest = shorter;
        } else {
          at += Math.max(1, size / 2);
        }
      }
    }
    return shortest;
  }

  private int[] duller(int[] given) {
    int[] dullest = given;
    for (int at = 0; at < dullest.length && attempts > 0; at++) {
      if (dullest[at] != 0) {
        int[] duller = dullest.clone();
        duller[at] = 0;
        if (breaks(duller)) {
          dullest = duller;
        }
      }
    }
    return dullest;
  }

  private boolean breaks(int[] choices) {
    attempts--;
    return Model.breaks(found.variant(), found.check(), choices);
  }
}
