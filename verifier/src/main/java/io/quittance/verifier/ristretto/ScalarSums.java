package io.quittance.verifier.ristretto;

import java.util.Arrays;

/**
 * Sums of vectors of scalars that are reduced only when they are wanted: an addition is one of
 * arrays of 43-bit limbs, without carries, which a compiler turns into vector instructions.
 *
 * <p>Any number of vectors can be added up. Before the limbs could overflow they are reduced, after
 * which the sum so far counts as one vector.
 */
public final class ScalarSums {
  /** How many vectors are added up unreduced: their limbs then stay below 2<sup>63</sup>. */
  static final int MAX_UNREDUCED = 1 << 20;

  private static final int LIMBS = 6;
  private static final int LIMB_BITS = 43;
  private static final long LIMB_MASK = (1L << LIMB_BITS) - 1;
  private static final int WORDS = 4;

  /** Limb k of scalar i stands at 6 i + k. */
  private long[] limbs;

  /** How many vectors the limbs are the sum of. */
  private long vectors;

  private ScalarSums(long[] limbs, long vectors) {
    this.limbs = limbs;
    this.vectors = vectors;
  }

  /** The empty sum. */
  public static ScalarSums empty() {
    return new ScalarSums(new long[0], 0);
  }

  /** Adds a vector; the shorter is taken as continued by zeros. */
  public void add(Scalar[] vector) {
    if (vectors == MAX_UNREDUCED) {
      reduce();
    }
    count(1, vector.length * LIMBS);
    final long[] words = new long[WORDS];
    for (int i = 0; i < vector.length; i++) {
      vector[i].toWords(words, 0);
      final int at = i * LIMBS;
      limbs[at] += words[0] & LIMB_MASK;
      limbs[at + 1] += (words[0] >>> 43 | words[1] << 21) & LIMB_MASK;
      limbs[at + 2] += (words[1] >>> 22 | words[2] << 42) & LIMB_MASK;
      limbs[at + 3] += words[2] >>> 1 & LIMB_MASK;
      limbs[at + 4] += (words[2] >>> 44 | words[3] << 20) & LIMB_MASK;
      limbs[at + 5] += words[3] >>> 23;
    }
  }

  /** The same sum, to which others can be added. */
  public ScalarSums copy() {
    return new ScalarSums(limbs.clone(), vectors);
  }

  /** Adds another sum to this one; the shorter is taken as continued by zeros. */
  public void add(ScalarSums other) {
    ScalarSums added = other;
    if (vectors + added.vectors > MAX_UNREDUCED) {
      reduce();
    }
    if (vectors + added.vectors > MAX_UNREDUCED) {
      added = other.copy();
      added.reduce();
    }
    final long[] summand = added.limbs;
    count(added.vectors, summand.length);
    final long[] sum = limbs;
    for (int i = 0; i < summand.length; i++) {
      sum[i] += summand[i];
    }
  }

  /** Counts vectors that are about to be added, and makes room for them. */
  private void count(long more, int length) {
    vectors += more;
    if (limbs.length < length) {
      limbs = Arrays.copyOf(limbs, length);
    }
  }

  /** Makes the sum so far one vector. */
  private void reduce() {
    final Scalar[] scalars = reduced();
    Arrays.fill(limbs, 0);
    vectors = 0;
    add(scalars);
  }

  /** The scalars of the sum. */
  public Scalar[] reduced() {
    final Scalar[] scalars = new Scalar[limbs.length / LIMBS];
    for (int i = 0; i < scalars.length; i++) {
      scalars[i] = reduced(i * LIMBS);
    }
    return scalars;
  }

  private Scalar reduced(int at) {
    final long n1 = limbs[at + 1] + (limbs[at] >>> LIMB_BITS);
    final long n2 = limbs[at + 2] + (n1 >>> LIMB_BITS);
    final long n3 = limbs[at + 3] + (n2 >>> LIMB_BITS);
    final long n4 = limbs[at + 4] + (n3 >>> LIMB_BITS);
    final long r0 = limbs[at] & LIMB_MASK;
    final long r1 = n1 & LIMB_MASK;
    final long r2 = n2 & LIMB_MASK;
    final long r3 = n3 & LIMB_MASK;
    final long r4 = n4 & LIMB_MASK;
    final long r5 = limbs[at + 5] + (n4 >>> LIMB_BITS);
    final long mask = ScalarReduction.MASK;
    return ScalarReduction.reduce(
        (r0 | r1 << 43) & mask,
        (r1 >>> 9 | r2 << 34) & mask,
        (r2 >>> 18 | r3 << 25) & mask,
        (r3 >>> 27 | r4 << 16) & mask,
        (r4 >>> 36 | r5 << 7) & mask,
        r5 >>> 45,
        0,
        0,
        0,
        0);
  }
}
