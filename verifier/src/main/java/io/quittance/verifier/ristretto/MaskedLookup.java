package io.quittance.verifier.ristretto;

/**
 * Selection of a multiple d · P, −8 ≤ d ≤ 8, from the table of P, 2 P, …, 8 P in constant time:
 * every entry is read and kept or dropped by a mask, so neither branches nor addresses tell d.
 */
final class MaskedLookup {
  private MaskedLookup() {}

  /** Sets out to the multiple in cached form, from entries in cached form. */
  static void cached(long[] out, long[] table, int at, int digit) {
    final long none = choose(out, table, at, Edwards.CACHED, digit);
    out[Edwards.Z_2] |= none & 2;
  }

  /** Sets out to the multiple in affine form, from entries in affine form. */
  static void affine(long[] out, long[] table, int at, int digit) {
    choose(out, table, at, Edwards.AFFINE, digit);
  }

  /** Returns −1 if the digit is 0, and the multiple hence neutral, else 0. */
  private static long choose(long[] out, long[] table, int at, int limbs, int digit) {
    final long negative = digit >> 31;
    final long magnitude = (digit ^ negative) - negative;
    final long m1 = equal(magnitude, 1);
    final long m2 = equal(magnitude, 2);
    final long m3 = equal(magnitude, 3);
    final long m4 = equal(magnitude, 4);
    final long m5 = equal(magnitude, 5);
    final long m6 = equal(magnitude, 6);
    final long m7 = equal(magnitude, 7);
    final long m8 = equal(magnitude, 8);
    for (int i = 0; i < limbs; i++) {
      final int from = at + i;
      out[i] =
          (m1 & table[from])
              | (m2 & table[from + limbs])
              | (m3 & table[from + 2 * limbs])
              | (m4 & table[from + 3 * limbs])
              | (m5 & table[from + 4 * limbs])
              | (m6 & table[from + 5 * limbs])
              | (m7 & table[from + 6 * limbs])
              | (m8 & table[from + 7 * limbs]);
    }
    final long none = equal(magnitude, 0);
    out[Edwards.Y_PLUS_X] |= none & 1;
    out[Edwards.Y_MINUS_X] |= none & 1;
    // The opposite of a point exchanges y + x with y - x and changes the sign of 2 d x y.
    for (int i = 0; i < Field.LIMBS; i++) {
      final long exchange = negative & (out[Edwards.Y_PLUS_X + i] ^ out[Edwards.Y_MINUS_X + i]);
      out[Edwards.Y_PLUS_X + i] ^= exchange;
      out[Edwards.Y_MINUS_X + i] ^= exchange;
    }
    Field.negateMasked(out, Edwards.T_2D, negative);
    return none;
  }

  /** −1 if both are equal, else 0. */
  private static long equal(long a, long b) {
    final long difference = a - b;
    return ~((difference | -difference) >> 63);
  }
}
