package io.quittance.verifier.ristretto;

/**
 * The signed digits of many scalars in windows of one width: scalar = Σ digit<sub>i</sub>
 * 2<sup>window i</sup> with digits of at most 2<sup>window − 1</sup> in absolute value. Windows can
 * be read in any order; those above the length of a short scalar hold the digit 0.
 */
final class WindowDigits {
  private static final int SCALAR_BITS = 253;
  private static final int WORDS = 4;

  private final int count;
  private final int window;
  private final int windows;
  private final long[] words;

  /** The digits of scalars for a window of less than 32 bits. */
  WindowDigits(Scalar[] scalars, int window) {
    this.count = scalars.length;
    this.window = window;
    this.windows = windows(window);
    this.words = offsetWords(scalars);
  }

  /** How many windows of a width a scalar has. */
  static int windows(int window) {
    return SCALAR_BITS / window + 1;
  }

  /**
   * The scalars plus Σ 2<sup>window i + window − 1</sup> over all windows i but the top one: the
   * unsigned digits of this sum, less 2<sup>window − 1</sup>, are signed digits of the scalar, and
   * can be read in any order. The top digit stays unsigned; it is at most 2<sup>window − 1</sup>
   * since its window holds at most window − 1 bits of a scalar, and a carry.
   */
  private long[] offsetWords(Scalar[] scalars) {
    final long[] offset = new long[WORDS];
    for (int i = 0; i < windows - 1; i++) {
      final int bit = window * i + window - 1;
      offset[bit >> 6] |= 1L << (bit & 63);
    }
    final long[] sums = new long[count * WORDS];
    for (int k = 0; k < count; k++) {
      scalars[k].toWords(sums, k * WORDS);
      long carry = 0;
      for (int i = 0; i < WORDS; i++) {
        final int at = k * WORDS + i;
        final long sum = sums[at] + offset[i];
        final long withCarry = sum + carry;
        carry =
            Long.compareUnsigned(sum, offset[i]) < 0 || Long.compareUnsigned(withCarry, carry) < 0
                ? 1
                : 0;
        sums[at] = withCarry;
      }
    }
    return sums;
  }

  int windows() {
    return windows;
  }

  /** Sets out[k] to the digit of scalar k in window i, which counts 2<sup>window i</sup>. */
  void read(int[] out, int i) {
    final int bit = i * window;
    final int bias = i == windows - 1 ? 0 : 1 << (window - 1);
    final int mask = (1 << window) - 1;
    final int word = bit >> 6;
    final int shift = bit & 63;
    final boolean straddles = shift + window > 64 && word + 1 < WORDS;
    for (int k = 0; k < count; k++) {
      long bits = words[k * WORDS + word] >>> shift;
      if (straddles) {
        bits |= words[k * WORDS + word + 1] << (64 - shift);
      }
      out[k] = (int) (bits & mask) - bias;
    }
  }
}
