package io.quittance.verifier.ristretto;

/** Signed-digit representations of scalars. */
final class SignedDigits {
  /** Number of radix-16 digits of a scalar. */
  static final int RADIX_16_DIGITS = 64;

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
}
