package io.quittance.verifier.ristretto;

/** Signed-digit representations of scalars. */
final class SignedDigits {
  /** Number of radix-16 digits of a scalar. */
  static final int RADIX_16_DIGITS = 64;

  /** Number of digits of a non-adjacent form: bits of L, and one for the last carry. */
  static final int NAF_DIGITS = 254;

  private static final int WORD_BITS = 64;

  private SignedDigits() {}

  /**
   * Writes the 64 digits e<sub>i</sub> of a scalar Σ e<sub>i</sub> 16<sup>i</sup>, −8 ≤
   * e<sub>i</sub> ≤ 8, in constant time.
   */
  static void radix16(byte[] digits, int at, Scalar scalar) {
    final long[] words = new long[4];
    scalar.toWords(words, 0);
    int carry = 0;
    for (int i = 0; i < RADIX_16_DIGITS; i++) {
      final int digit = (int) (words[i >> 4] >>> ((i & 15) << 2) & 15) + carry;
      carry = (digit + 8) >> 4;
      digits[at + i] = (byte) (digit - (carry << 4));
    }
  }

  /**
   * Writes the non-adjacent form of a width: Σ e<sub>i</sub> 2<sup>i</sup>, where every non-zero
   * e<sub>i</sub> is odd, less than 2<sup>width − 1</sup> in absolute value, and followed by at
   * least width − 1 zeros. The digits stand stride bytes apart, which must be zero before. Returns
   * the number of digits up to the last non-zero one. Variable time.
   */
  static int nonAdjacentForm(byte[] digits, int at, int stride, Scalar scalar, int width) {
    final long[] words = new long[5];
    scalar.toWords(words, 0);
    final int window = 1 << width;
    int position = 0;
    int carry = 0;
    int length = 0;
    while (position < NAF_DIGITS) {
      final int word = position / WORD_BITS;
      final int bit = position % WORD_BITS;
      long bits = words[word] >>> bit;
      if (bit > WORD_BITS - width) {
        bits |= words[word + 1] << (WORD_BITS - bit);
      }
      final int value = carry + (int) (bits & (window - 1));
      if ((value & 1) == 0) {
        position++;
        continue;
      }
      carry = value < window / 2 ? 0 : 1;
      digits[at + position * stride] = (byte) (value - (carry << width));
      length = position + 1;
      position += width;
    }
    return length;
  }
}
