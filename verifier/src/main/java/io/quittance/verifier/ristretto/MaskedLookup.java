package io.quittance.verifier.ristretto;

/**
 * Selection of a multiple d · P, −8 ≤ d ≤ 8, from the table of P, 2 P, …, 8 P in constant time:
 * every entry is read and kept or dropped by a mask, so neither branches nor addresses tell d.
 */
final class MaskedLookup {
  private static final int ENTRIES = 8;

  private MaskedLookup() {}

  /** Sets out to the multiple in cached form, from entries in cached form. */
  static void cached(long[] out, long[] table, int at, int digit) {
    Field.set(out, Edwards.Y_PLUS_X, 1);
    Field.set(out, Edwards.Y_MINUS_X, 1);
    Field.set(out, Edwards.T_2D, 0);
    Field.set(out, Edwards.Z_2, 2);
    choose(out, table, at, Edwards.CACHED, digit);
  }

  /** Sets out to the multiple in affine form, from entries in affine form. */
  static void affine(long[] out, long[] table, int at, int digit) {
    Field.set(out, Edwards.Y_PLUS_X, 1);
    Field.set(out, Edwards.Y_MINUS_X, 1);
    Field.set(out, Edwards.T_2D, 0);
    choose(out, table, at, Edwards.AFFINE, digit);
  }

  private static void choose(long[] out, long[] table, int at, int limbs, int digit) {
    final long negative = digit >> 31;
    final long magnitude = (digit ^ negative) - negative;
    for (int entry = 0; entry < ENTRIES; entry++) {
      final long difference = magnitude - (entry + 1);
      final long mask = ~((difference | -difference) >> 63);
      final int from = at + entry * limbs;
      for (int i = 0; i < limbs; i++) {
        out[i] ^= mask & (out[i] ^ table[from + i]);
      }
    }
    // The opposite of a point exchanges y + x with y - x and changes the sign of 2 d x y.
    for (int i = 0; i < Field.LIMBS; i++) {
      final long exchange = negative & (out[Edwards.Y_PLUS_X + i] ^ out[Edwards.Y_MINUS_X + i]);
      out[Edwards.Y_PLUS_X + i] ^= exchange;
      out[Edwards.Y_MINUS_X + i] ^= exchange;
    }
    Field.negateMasked(out, Edwards.T_2D, negative);
  }
}
