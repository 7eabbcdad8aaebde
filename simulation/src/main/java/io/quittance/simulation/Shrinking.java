package io.quittance.simulation;

/**
 * Looks for a simpler way to the failure that was found: with less that may happen, with fewer
 * accounts, and with neighbouring seeds that need fewer steps.
 */
public final class Shrinking {
  private static final int SEEDS = 20;

  private Shrinking() {}

  /** Returns the simplest failure found; the one given if there is none simpler. */
  public static Failure shrink(Failure found) throws Exception {
    Failure simplest = found;
    for (Feature feature : Feature.values()) {
      if (simplest.options().has(feature)) {
        simplest = simpler(simplest, simplest.options().without(feature));
      }
    }
    for (int accounts = 1; accounts <= 2; accounts++) {
      if (simplest.options().accounts() != 1) {
        simplest = simpler(simplest, simplest.options().withAccounts(accounts));
      }
    }
    return simpler(simplest, simplest.options());
  }

  /** Tries the seed and its neighbours with as many steps as the failure known so far took. */
  private static Failure simpler(Failure known, SimulationOptions options) throws Exception {
    Failure simplest = known;
    for (int i = 0; i < SEEDS; i++) {
      int steps = simplest.options().steps() - (options.equals(simplest.options()) ? 1 : 0);
      if (steps < 1) {
        return simplest;
      }
      SimulationOptions attempt = options.withSeed(options.seed() + i).withSteps(steps);
      var failure = Simulation.run(attempt).failure();
      if (failure.isPresent() && failure.get().sentence().startsWith(kind(known))) {
        simplest = failure.get();
        options = options.equals(known.options()) ? simplest.options() : options;
        if (i == 0 && !options.equals(known.options())) {
          return simplest;
        }
      }
    }
    return simplest;
  }

  /** An operator's failure must not be taken for a broken promise, nor the other way round. */
  private static String kind(Failure failure) {
    return failure.cause() instanceof BrokenInvariant ? "" : "an operator failed";
  }
}
