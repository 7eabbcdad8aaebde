package io.quittance.verifier.ristretto;

/**
 * Reduction modulo L = 2<sup>252</sup> + c of numbers of up to ten 52-bit limbs, in constant time,
 * by folding: 2<sup>260</sup> is −256 c and 2<sup>252</sup> is −c modulo L, where c has 125 bits.
 */
final class ScalarReduction {
  static final long MASK = (1L << 52) - 1;

  /** L in 52-bit limbs; the fourth limb is 0. */
  static final long L0 = 0x2631a5cf5d3edL;

  static final long L1 = 0xdea2f79cd6581L;
  static final long L2 = 0x14def9L;
  static final long L4 = 0x100000000000L;

  /** 256 c in 52-bit limbs. */
  private static final long C0 = 0x31a5cf5d3ed00L;

  private static final long C1 = 0xa2f79cd658126L;
  private static final long C2 = 0x14def9deL;

  /** Bits of the top limb below 2<sup>252</sup>. */
  private static final int TOP_BITS = 44;

  private ScalarReduction() {}

  /** Product of two reduced scalars of five 52-bit limbs, reduced. */
  static Scalar product(Scalar a, Scalar b) {
    final long a0 = a.s0;
    final long a1 = a.s1;
    final long a2 = a.s2;
    final long a3 = a.s3;
    final long a4 = a.s4;
    final long b0 = b.s0;
    final long b1 = b.s1;
    final long b2 = b.s2;
    final long b3 = b.s3;
    final long b4 = b.s4;
    final long h0 = high(a0, b0);
    final long h1 = high(a0, b1) + high(a1, b0);
    final long h2 = high(a0, b2) + high(a1, b1) + high(a2, b0);
    final long h3 = high(a0, b3) + high(a1, b2) + high(a2, b1) + high(a3, b0);
    final long h4 = high(a0, b4) + high(a1, b3) + high(a2, b2) + high(a3, b1) + high(a4, b0);
    final long h5 = high(a1, b4) + high(a2, b3) + high(a3, b2) + high(a4, b1);
    final long h6 = high(a2, b4) + high(a3, b3) + high(a4, b2);
    final long h7 = high(a3, b4) + high(a4, b3);
    final long h8 = high(a4, b4);
    return reduce(
        a0 * b0 - (h0 << 52),
        a0 * b1 + a1 * b0 - (h1 << 52) + h0,
        a0 * b2 + a1 * b1 + a2 * b0 - (h2 << 52) + h1,
        a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (h3 << 52) + h2,
        a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << 52) + h3,
        a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 - (h5 << 52) + h4,
        a2 * b4 + a3 * b3 + a4 * b2 - (h6 << 52) + h5,
        a3 * b4 + a4 * b3 - (h7 << 52) + h6,
        a4 * b4 - (h8 << 52) + h7,
        h8);
  }

  /** floor(a b / 2<sup>52</sup>), for 0 ≤ a, b &lt; 2<sup>57</sup>. */
  private static long high(long a, long b) {
    return HighProduct.ofNonNegative(a << 6, b << 6);
  }

  /**
   * floor(a b / 2<sup>52</sup>), for |a| &lt; 2<sup>57</sup> of either sign and |b| &lt;
   * 2<sup>56</sup>.
   */
  private static long signedHigh(long a, long b) {
    return HighProduct.lessQuarter(b << 6, a << 6) + (a << 4);
  }

  /**
   * The residue of Σ t<sub>i</sub> 2<sup>52 i</sup>, which must lie in [0, 2<sup>512</sup>), with 0
   * ≤ t<sub>i</sub> &lt; 2<sup>58</sup>.
   */
  static Scalar reduce(
      long t0, long t1, long t2, long t3, long t4, long t5, long t6, long t7, long t8, long t9) {
    final long n1 = t1 + (t0 >> 52);
    final long n2 = t2 + (n1 >> 52);
    final long n3 = t3 + (n2 >> 52);
    final long n4 = t4 + (n3 >> 52);
    final long n5 = t5 + (n4 >> 52);
    final long n6 = t6 + (n5 >> 52);
    final long n7 = t7 + (n6 >> 52);
    final long n8 = t8 + (n7 >> 52);
    final long x0 = n5 & MASK;
    final long x1 = n6 & MASK;
    final long x2 = n7 & MASK;
    final long x3 = n8 & MASK;
    final long x4 = t9 + (n8 >> 52);
    final long h0 = high(x0, C0);
    final long h1 = high(x0, C1) + high(x1, C0);
    final long h2 = high(x0, C2) + high(x1, C1) + high(x2, C0);
    final long h3 = high(x1, C2) + high(x2, C1) + high(x3, C0);
    final long h4 = high(x2, C2) + high(x3, C1) + high(x4, C0);
    final long h5 = high(x3, C2) + high(x4, C1);
    final long h6 = high(x4, C2);
    final long u0 = (t0 & MASK) - x0 * C0 + (h0 << 52);
    final long u1 = (n1 & MASK) - x0 * C1 - x1 * C0 + (h1 << 52) - h0;
    final long u2 = (n2 & MASK) - x0 * C2 - x1 * C1 - x2 * C0 + (h2 << 52) - h1;
    final long u3 = (n3 & MASK) - x1 * C2 - x2 * C1 - x3 * C0 + (h3 << 52) - h2;
    final long u4 = (n4 & MASK) - x2 * C2 - x3 * C1 - x4 * C0 + (h4 << 52) - h3;
    final long u5 = -(x3 * C2) - x4 * C1 + (h5 << 52) - h4;
    final long u6 = -(x4 * C2) + (h6 << 52) - h5;
    return foldAgain(u0, u1, u2, u3, u4, u5, u6, -h6);
  }

  /** The second fold at 2<sup>260</sup>: eight signed limbs, of at most 2<sup>55</sup>, to five. */
  private static Scalar foldAgain(
      long u0, long u1, long u2, long u3, long u4, long u5, long u6, long u7) {
    final long n6 = u6 + (u5 >> 52);
    final long x0 = u5 & MASK;
    final long x1 = n6 & MASK;
    final long x2 = u7 + (n6 >> 52);
    final long h0 = high(x0, C0);
    final long h1 = high(x0, C1) + high(x1, C0);
    final long h2 = high(x0, C2) + high(x1, C1) + signedHigh(x2, C0);
    final long h3 = high(x1, C2) + signedHigh(x2, C1);
    return foldTop(
        u0 - x0 * C0 + (h0 << 52),
        u1 - x0 * C1 - x1 * C0 + (h1 << 52) - h0,
        u2 - x0 * C2 - x1 * C1 - x2 * C0 + (h2 << 52) - h1,
        u3 - x1 * C2 - x2 * C1 + (h3 << 52) - h2,
        u4 - x2 * C2 - h3);
  }

  /** The last fold at 2<sup>252</sup>, of five signed limbs of at most 2<sup>56</sup>. */
  private static Scalar foldTop(long v0, long v1, long v2, long v3, long v4) {
    final long n1 = v1 + (v0 >> 52);
    final long n2 = v2 + (n1 >> 52);
    final long n3 = v3 + (n2 >> 52);
    final long n4 = v4 + (n3 >> 52);
    final long q = n4 >> TOP_BITS;
    final long h0 = signedHigh(q, L0);
    final long h1 = signedHigh(q, L1);
    return subtractOnce(
        (v0 & MASK) - q * L0 + (h0 << 52),
        (n1 & MASK) - q * L1 + (h1 << 52) - h0,
        (n2 & MASK) - q * L2 - h1,
        n3 & MASK,
        n4 & ((1L << TOP_BITS) - 1));
  }

  /** The residue of a value in (−L, 2 L) in signed limbs. */
  static Scalar subtractOnce(long v0, long v1, long v2, long v3, long v4) {
    final long n1 = v1 + (v0 >> 52);
    final long n2 = v2 + (n1 >> 52);
    final long n3 = v3 + (n2 >> 52);
    final long n4 = v4 + (n3 >> 52);
    final long positive = ~(n4 >> 63);
    return addOnce(
        (v0 & MASK) - (L0 & positive),
        (n1 & MASK) - (L1 & positive),
        (n2 & MASK) - (L2 & positive),
        n3 & MASK,
        n4 - (L4 & positive));
  }

  /** The residue of a value in [−L, L) in signed limbs. */
  static Scalar addOnce(long v0, long v1, long v2, long v3, long v4) {
    final long n1 = v1 + (v0 >> 52);
    final long n2 = v2 + (n1 >> 52);
    final long n3 = v3 + (n2 >> 52);
    final long n4 = v4 + (n3 >> 52);
    final long negative = n4 >> 63;
    final long r0 = (v0 & MASK) + (L0 & negative);
    final long r1 = (n1 & MASK) + (L1 & negative) + (r0 >> 52);
    final long r2 = (n2 & MASK) + (L2 & negative) + (r1 >> 52);
    final long r3 = (n3 & MASK) + (r2 >> 52);
    final long r4 = n4 + (L4 & negative) + (r3 >> 52);
    return new Scalar(r0 & MASK, r1 & MASK, r2 & MASK, r3 & MASK, r4);
  }
}
