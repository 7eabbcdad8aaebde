package io.quittance.verifier.ristretto;

/**
 * Precomputed multiples of a point known in advance, with which it is multiplied several times
 * faster than by {@link RistrettoPoint#multiply}. Immutable; 30 KiB each.
 *
 * <p>The table holds j · 256<sup>i</sup> · P for 0 ≤ i &lt; 32 and 1 ≤ j ≤ 8: the radix-16 comb of
 * Bernstein, Duif, Lange, Schwabe and Yang, "High-speed high-security signatures" (2011).
 */
public final class FixedBase {
  private static final int COMBS = SignedDigits.RADIX_16_DIGITS / 2;
  private static final int ENTRIES = 8;

  private final RistrettoPoint point;
  private final long[] table = new long[COMBS * ENTRIES * Edwards.AFFINE];

  private FixedBase(RistrettoPoint point) {
    this.point = point;
    final long[] scratch = new long[Edwards.SCRATCH];
    final long[] multiples = new long[COMBS * ENTRIES * Edwards.EXTENDED];
    final long[] base = point.extended().clone();
    final long[] cached = new long[Edwards.CACHED];
    for (int i = 0; i < COMBS; i++) {
      int at = i * ENTRIES * Edwards.EXTENDED;
      System.arraycopy(base, 0, multiples, at, Edwards.EXTENDED);
      Edwards.toCached(cached, 0, base, 0);
      for (int j = 1; j < ENTRIES; j++) {
        System.arraycopy(multiples, at, multiples, at + Edwards.EXTENDED, Edwards.EXTENDED);
        at += Edwards.EXTENDED;
        Edwards.addCached(multiples, at, cached, 0, scratch);
      }
      Edwards.doubleTimes(base, 0, 8, scratch);
    }
    Edwards.normalizeAll(multiples, COMBS * ENTRIES);
    for (int i = 0; i < COMBS * ENTRIES; i++) {
      Edwards.toAffine(table, i * Edwards.AFFINE, multiples, i * Edwards.EXTENDED);
    }
  }

  /** The table of a point; costs about 500 additions. */
  public static FixedBase of(RistrettoPoint point) {
    return new FixedBase(point);
  }

  /** The point whose multiples these are. */
  public RistrettoPoint point() {
    return point;
  }

  /** The point times a scalar, which may be secret: constant time. */
  public RistrettoPoint multiply(Scalar scalar) {
    final byte[] digits = new byte[SignedDigits.RADIX_16_DIGITS];
    SignedDigits.radix16(digits, 0, scalar);
    final long[] scratch = new long[Edwards.SCRATCH];
    final long[] chosen = new long[Edwards.AFFINE];
    final long[] sum = new long[Edwards.EXTENDED];
    Edwards.setIdentity(sum, 0);
    for (int parity = 1; parity >= 0; parity--) {
      for (int i = 0; i < COMBS; i++) {
        MaskedLookup.affine(chosen, table, i * ENTRIES * Edwards.AFFINE, digits[2 * i + parity]);
        Edwards.addAffine(sum, 0, chosen, 0, scratch);
      }
      if (parity == 1) {
        Edwards.doubleTimes(sum, 0, 4, scratch);
      }
    }
    return RistrettoPoint.ofExtended(sum);
  }
}
