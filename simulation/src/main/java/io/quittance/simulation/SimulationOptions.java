package io.quittance.simulation;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a simulation does; with a seed it always does the same.
 *
 * @param seed what all chance follows from
 * @param steps how many steps at most
 * @param accounts how many accounts there are, 0 to let the seed decide
 * @param proofs who makes and judges proofs
 * @param features what may happen
 */
public record SimulationOptions(
    long seed, int steps, int accounts, Proofs proofs, Set<Feature> features) {
  /** Most accounts at a time. */
  public static final int MAX_ACCOUNTS = 64;

  /** Who makes and judges proofs. */
  public enum Proofs {
    /** A stand-in that knows which statements are true. */
    PLAYED,
    /** The real provers and the real verifier. */
    REAL
  }

  public SimulationOptions {
    features = features.isEmpty() ? EnumSet.noneOf(Feature.class) : EnumSet.copyOf(features);
    if (steps < 1) {
      throw new IllegalArgumentException("a simulation has at least 1 step, not " + steps);
    }
    if (accounts < 0 || accounts > MAX_ACCOUNTS) {
      throw new IllegalArgumentException(
          "the number of accounts must be 0 to " + MAX_ACCOUNTS + ", not " + accounts);
    }
  }

  /** Returns a simulation in which all may happen, with played proofs. */
  public static SimulationOptions of(long seed, int steps) {
    return new SimulationOptions(seed, steps, 0, Proofs.PLAYED, EnumSet.allOf(Feature.class));
  }

  public boolean has(Feature feature) {
    return features.contains(feature);
  }

  public SimulationOptions withSeed(long other) {
    return new SimulationOptions(other, steps, accounts, proofs, features);
  }

  public SimulationOptions withSteps(int most) {
    return new SimulationOptions(seed, most, accounts, proofs, features);
  }

  public SimulationOptions withAccounts(int number) {
    return new SimulationOptions(seed, steps, number, proofs, features);
  }

  public SimulationOptions withProofs(Proofs who) {
    return new SimulationOptions(seed, steps, accounts, who, features);
  }

  public SimulationOptions with(Feature feature) {
    Set<Feature> more = EnumSet.of(feature);
    more.addAll(features);
    return new SimulationOptions(seed, steps, accounts, proofs, more);
  }

  public SimulationOptions without(Feature feature) {
    Set<Feature> fewer = EnumSet.noneOf(Feature.class);
    fewer.addAll(features);
    fewer.remove(feature);
    return new SimulationOptions(seed, steps, accounts, proofs, fewer);
  }
}
