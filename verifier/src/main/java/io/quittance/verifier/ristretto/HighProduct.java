package io.quittance.verifier.ristretto;

/**
 * The high half of a product of signed numbers that may be secret: the only place that calls {@link
 * Math#multiplyHigh}.
 *
 * <p>The optimising compiler makes one instruction of that method. The interpreter and the first
 * compiler execute its Java code, which in JDK 17 takes one way if a factor is negative and another
 * if none is: its time would tell the signs of secrets. So here the first factor is always
 * negative. For a multiple b of 4,
 *
 * <pre>
 *   floor((a - 2^62) * b / 2^64) = floor(a * b / 2^64) - b / 4
 * </pre>
 *
 * exactly, and who asks adds b / 4 again, for a whole sum of products at once. Where neither factor
 * can be negative, that need not be.
 */
final class HighProduct {
  /** The first factor is less than this in absolute value. */
  static final long BOUND = 1L << 62;

  private HighProduct() {}

  /**
   * Returns floor(a b / 2<sup>64</sup>) − b / 4, for |a| &lt; 2<sup>62</sup> and b a multiple of 4.
   */
  static long lessQuarter(long a, long b) {
    return Math.multiplyHigh(negative(a), b);
  }

  /** Returns floor(a b / 2<sup>64</sup>) for factors of which neither is ever negative. */
  static long ofNonNegative(long a, long b) {
    return Math.multiplyHigh(a, b);
  }

  /** A number that is negative whatever a is. */
  static long negative(long a) {
    return a - BOUND;
  }
}
