package io.quittance.verifier.ristretto;

/**
 * Sums of points of which bits choose one of two each, in constant time: both are read, and one is
 * dropped by a mask. The prover of a range commits to the bits of an amount so.
 */
final class ChosenPoints {
  private static final int WORDS = 4;

  private ChosenPoints() {}

  /** The sum, with no branch or index that depends on bits or points. */
  static long[] sum(Scalar[] bits, RistrettoPoint[] ifSet, RistrettoPoint[] ifClear) {
    final long[] words = new long[WORDS];
    final long[] set = new long[Edwards.CACHED];
    final long[] chosen = new long[Edwards.CACHED];
    final long[] sum = new long[Edwards.EXTENDED];
    final long[] scratch = new long[Edwards.SCRATCH];
    Edwards.setIdentity(sum, 0);
    for (int k = 0; k < bits.length; k++) {
      bits[k].toWords(words, 0);
      final long mask = -(words[0] & 1);
      Edwards.toCached(set, 0, ifSet[k].extended(), 0);
      Edwards.toCached(chosen, 0, ifClear[k].extended(), 0);
      for (int i = 0; i < Edwards.CACHED; i++) {
        chosen[i] ^= mask & (chosen[i] ^ set[i]);
      }
      Edwards.addCached(sum, 0, chosen, 0, scratch);
    }
    return sum;
  }
}
