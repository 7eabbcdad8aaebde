package io.quittance.ledger;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A generator of "secure" randomness that repeats, for tests only. */
public final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;

  private final transient RandomGenerator generator;

  /** Makes a generator that always gives the same bytes for the same seed. */
  public SeededRandom(long seed) {
    this.generator = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    generator.nextBytes(bytes);
  }
}
