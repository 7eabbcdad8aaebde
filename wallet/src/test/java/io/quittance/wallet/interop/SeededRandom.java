package io.quittance.wallet.interop;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A generator whose run can be repeated: its seed is printed when it is made. */
final class SeededRandom extends SecureRandom {
  private static final long serialVersionUID = 1L;
  private static final String PROPERTY = "quittance.seed";

  private final transient RandomGenerator generator;

  private SeededRandom(long seed) {
    this.generator = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** A generator with a fresh seed, or that of the property {@code quittance.seed}. */
  static SeededRandom of(Class<?> test) {
    long seed = Long.getLong(PROPERTY, new SecureRandom().nextLong());
    System.out.println(test.getSimpleName() + ": seed " + seed);
    return new SeededRandom(seed);
  }

  @Override
  public void nextBytes(byte[] bytes) {
    generator.nextBytes(bytes);
  }

  @Override
  public int nextInt(int bound) {
    return generator.nextInt(bound);
  }
}
