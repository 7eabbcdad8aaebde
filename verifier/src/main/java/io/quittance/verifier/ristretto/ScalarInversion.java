package io.quittance.verifier.ristretto;

/** Inversion modulo L by Fermat's theorem: a<sup>L − 2</sup> with a fixed, public exponent. */
final class ScalarInversion {
  /** L − 2, most significant 4-bit digit first. */
  private static final String EXPONENT =
      "1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3eb";

  private static final int DIGIT_BITS = 4;

  private ScalarInversion() {}

  static Scalar invert(Scalar a) {
    final Scalar[] powers = new Scalar[1 << DIGIT_BITS];
    powers[0] = Scalar.ONE;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1].multiply(a);
    }
    Scalar result = Scalar.ONE;
    for (int i = 0; i < EXPONENT.length(); i++) {
      for (int k = 0; k < DIGIT_BITS; k++) {
        result = result.square();
      }
      final int digit = Character.digit(EXPONENT.charAt(i), 1 << DIGIT_BITS);
      if (digit != 0) {
        result = result.multiply(powers[digit]);
      }
    }
    return result;
  }
}
