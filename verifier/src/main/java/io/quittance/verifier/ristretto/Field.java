package io.quittance.verifier.ristretto;

/**
 * Arithmetic modulo p = 2<sup>255</sup> − 19 on elements of five signed 51-bit limbs, which lie at
 * an offset in a {@code long[]} so that hot loops allocate nothing. All operations take time that
 * does not depend on the values, and all allow the result to overwrite an operand.
 *
 * <p>An element (a<sub>0</sub>, …, a<sub>4</sub>) has the value Σ a<sub>i</sub> 2<sup>51 i</sup>;
 * many limb vectors have the same value. The package documentation derives the bounds that the
 * comments here quote: an element is <em>tight</em> if every |a<sub>i</sub>| is at most
 * 2<sup>51</sup> + 2<sup>14</sup>, and <em>loose</em> if every one is less than 2<sup>54</sup>.
 */
final class Field {
  /** Limbs of an element, hence the distance of neighbouring elements in a flat array. */
  static final int LIMBS = 5;

  /** Bytes of an encoded element. */
  static final int BYTES = 32;

  private static final long MASK = (1L << 51) - 1;

  private Field() {}

  /**
   * Product: out = a · b, tight, for loose a and b with |a<sub>i</sub> b<sub>j</sub>| &lt;
   * 2<sup>107</sup>: one factor may be any loose element if the other is a sum or difference of at
   * most three tight ones.
   *
   * <p>Each column of the product is kept as high · 2<sup>55</sup> + low. A product's high part is
   * a {@link HighProduct} with one operand y shifted left by 9 = 64 − 55 bits; the quarters of y
   * that it lacks are the same for all columns, since each has every y once. The low part of the
   * whole column is then the column's sum modulo 2<sup>64</sup> less the high part: so 128-bit
   * additions and their carries, which Java cannot express well, never occur.
   */
  static void multiply(long[] out, int o, long[] a, int i, long[] b, int j) {
    final long a0 = a[i];
    final long a1 = a[i + 1];
    final long a2 = a[i + 2];
    final long a3 = a[i + 3];
    final long a4 = a[i + 4];
    final long b0 = b[j];
    final long b1 = b[j + 1];
    final long b2 = b[j + 2];
    final long b3 = b[j + 3];
    final long b4 = b[j + 4];
    final long y0 = b0 << 9;
    final long y1 = b1 << 9;
    final long y2 = b2 << 9;
    final long y3 = b3 << 9;
    final long y4 = b4 << 9;
    final long quarters = (b0 + b1 + b2 + b3 + b4) << 7;
    final long c1 = 19 * a1;
    final long c2 = 19 * a2;
    final long c3 = 19 * a3;
    final long c4 = 19 * a4;
    final long h0 =
        high(a0, y0) + high(c1, y4) + high(c2, y3) + high(c3, y2) + high(c4, y1) + quarters;
    final long s0 = a0 * b0 + c1 * b4 + c2 * b3 + c3 * b2 + c4 * b1;
    final long h1 =
        high(a0, y1) + high(a1, y0) + high(c2, y4) + high(c3, y3) + high(c4, y2) + quarters;
    final long s1 = a0 * b1 + a1 * b0 + c2 * b4 + c3 * b3 + c4 * b2;
    final long h2 =
        high(a0, y2) + high(a1, y1) + high(a2, y0) + high(c3, y4) + high(c4, y3) + quarters;
    final long s2 = a0 * b2 + a1 * b1 + a2 * b0 + c3 * b4 + c4 * b3;
    final long h3 =
        high(a0, y3) + high(a1, y2) + high(a2, y1) + high(a3, y0) + high(c4, y4) + quarters;
    final long s3 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 + c4 * b4;
    final long h4 =
        high(a0, y4) + high(a1, y3) + high(a2, y2) + high(a3, y1) + high(a4, y0) + quarters;
    final long s4 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0;
    final long r0 = s0 - (h0 << 55) + 19 * (h4 << 4);
    final long r1 = s1 - (h1 << 55) + (h0 << 4);
    final long r2 = s2 - (h2 << 55) + (h1 << 4);
    final long r3 = s3 - (h3 << 55) + (h2 << 4);
    final long r4 = s4 - (h4 << 55) + (h3 << 4);
    out[o] = (r0 & MASK) + 19 * (r4 >> 51);
    out[o + 1] = (r1 & MASK) + (r0 >> 51);
    out[o + 2] = (r2 & MASK) + (r1 >> 51);
    out[o + 3] = (r3 & MASK) + (r2 >> 51);
    out[o + 4] = (r4 & MASK) + (r3 >> 51);
  }

  /** Square: out = a², tight, for a a sum or difference of at most four tight elements. */
  static void square(long[] out, int o, long[] a, int i) {
    squareTimes(out, o, a, i, 1);
  }

  /** Repeated square: out = a to the power 2<sup>times</sup>, for times ≥ 1; see square. */
  static void squareTimes(long[] out, int o, long[] a, int i, int times) {
    long a0 = a[i];
    long a1 = a[i + 1];
    long a2 = a[i + 2];
    long a3 = a[i + 3];
    long a4 = a[i + 4];
    for (int n = 0; n < times; n++) {
      final long y0 = a0 << 9;
      final long y1 = a1 << 9;
      final long y2 = a2 << 9;
      final long y3 = a3 << 9;
      final long y4 = a4 << 9;
      // The quarters that a column lacks are those of the y in it.
      final long q012 = (a0 + a1 + a2) << 7;
      final long q123 = (a1 + a2 + a3) << 7;
      final long q234 = (a2 + a3 + a4) << 7;
      final long e0 = 2 * a0;
      final long e1 = 2 * a1;
      final long c3 = 19 * a3;
      final long c4 = 19 * a4;
      final long f3 = 38 * a3;
      final long f4 = 38 * a4;
      final long h0 = high(a0, y0) + high(f4, y1) + high(f3, y2) + q012;
      final long s0 = a0 * a0 + f4 * a1 + f3 * a2;
      final long h1 = high(e0, y1) + high(f4, y2) + high(c3, y3) + q123;
      final long s1 = e0 * a1 + f4 * a2 + c3 * a3;
      final long h2 = high(e0, y2) + high(a1, y1) + high(f4, y3) + q123;
      final long s2 = e0 * a2 + a1 * a1 + f4 * a3;
      final long h3 = high(e0, y3) + high(e1, y2) + high(c4, y4) + q234;
      final long s3 = e0 * a3 + e1 * a2 + c4 * a4;
      final long h4 = high(e0, y4) + high(e1, y3) + high(a2, y2) + q234;
      final long s4 = e0 * a4 + e1 * a3 + a2 * a2;
      final long r0 = s0 - (h0 << 55) + 19 * (h4 << 4);
      final long r1 = s1 - (h1 << 55) + (h0 << 4);
      final long r2 = s2 - (h2 << 55) + (h1 << 4);
      final long r3 = s3 - (h3 << 55) + (h2 << 4);
      final long r4 = s4 - (h4 << 55) + (h3 << 4);
      a0 = (r0 & MASK) + 19 * (r4 >> 51);
      a1 = (r1 & MASK) + (r0 >> 51);
      a2 = (r2 & MASK) + (r1 >> 51);
      a3 = (r3 & MASK) + (r2 >> 51);
      a4 = (r4 & MASK) + (r3 >> 51);
    }
    out[o] = a0;
    out[o + 1] = a1;
    out[o + 2] = a2;
    out[o + 3] = a3;
    out[o + 4] = a4;
  }

  private static long high(long a, long y) {
    return HighProduct.lessQuarter(a, y);
  }

  /** Sum: out = a + b. Limbs are added and not carried, so bounds add up. */
  static void add(long[] out, int o, long[] a, int i, long[] b, int j) {
    out[o] = a[i] + b[j];
    out[o + 1] = a[i + 1] + b[j + 1];
    out[o + 2] = a[i + 2] + b[j + 2];
    out[o + 3] = a[i + 3] + b[j + 3];
    out[o + 4] = a[i + 4] + b[j + 4];
  }

  /** Difference: out = a − b. Limbs are subtracted and not carried, so bounds add up. */
  static void subtract(long[] out, int o, long[] a, int i, long[] b, int j) {
    out[o] = a[i] - b[j];
    out[o + 1] = a[i + 1] - b[j + 1];
    out[o + 2] = a[i + 2] - b[j + 2];
    out[o + 3] = a[i + 3] - b[j + 3];
    out[o + 4] = a[i + 4] - b[j + 4];
  }

  /** Opposite: out = −a. Bounds stay. */
  static void negate(long[] out, int o, long[] a, int i) {
    for (int k = 0; k < LIMBS; k++) {
      out[o + k] = -a[i + k];
    }
  }

  /** Negates a if the mask is −1, leaves it if the mask is 0, in the same time. */
  static void negateMasked(long[] a, int i, long mask) {
    for (int k = 0; k < LIMBS; k++) {
      a[i + k] = (a[i + k] ^ mask) - mask;
    }
  }

  /** Copies b over a if the mask is −1, leaves a if the mask is 0, in the same time. */
  static void assignMasked(long[] a, int i, long[] b, int j, long mask) {
    for (int k = 0; k < LIMBS; k++) {
      a[i + k] ^= mask & (a[i + k] ^ b[j + k]);
    }
  }

  /** Absolute value (RFC 9496, section 4.1): a or −a, whichever is non-negative. */
  static void absolute(long[] a, int i) {
    negateMasked(a, i, negativeMask(a, i));
  }

  static void copy(long[] out, int o, long[] a, int i) {
    System.arraycopy(a, i, out, o, LIMBS);
  }

  /** Sets an element to a small non-negative number. */
  static void set(long[] out, int o, long value) {
    out[o] = value;
    out[o + 1] = 0;
    out[o + 2] = 0;
    out[o + 3] = 0;
    out[o + 4] = 0;
  }

  /** −1 if a is 0 modulo p, else 0. */
  static long zeroMask(long[] a, int i) {
    final long[] words = new long[4];
    toWords(words, a, i);
    final long bits = words[0] | words[1] | words[2] | words[3];
    return ~((bits | -bits) >> 63);
  }

  /** −1 if a and b are equal modulo p, else 0. */
  static long equalMask(long[] a, int i, long[] b, int j) {
    final long[] difference = new long[LIMBS];
    subtract(difference, 0, a, i, b, j);
    return zeroMask(difference, 0);
  }

  /** −1 if a is negative, that is, odd in its canonical form (RFC 9496, section 4.1), else 0. */
  static long negativeMask(long[] a, int i) {
    final long[] words = new long[4];
    toWords(words, a, i);
    return -(words[0] & 1);
  }

  /**
   * The canonical representative in [0, p) of an element whose limbs are less than 2<sup>56</sup>
   * in absolute value, as four little-endian 64-bit words.
   */
  static void toWords(long[] words, long[] a, int i) {
    // Adding 64 p makes every limb positive; two passes then leave a value below 2^255 + 2^51.
    long a0 = a[i] + ((1L << 57) - 64 * 19);
    long a1 = a[i + 1] + ((1L << 57) - 64);
    long a2 = a[i + 2] + ((1L << 57) - 64);
    long a3 = a[i + 3] + ((1L << 57) - 64);
    long a4 = a[i + 4] + ((1L << 57) - 64);
    for (int pass = 0; pass < 2; pass++) {
      a1 += a0 >>> 51;
      a2 += a1 >>> 51;
      a3 += a2 >>> 51;
      a4 += a3 >>> 51;
      a0 = (a0 & MASK) + 19 * (a4 >>> 51);
      a1 &= MASK;
      a2 &= MASK;
      a3 &= MASK;
      a4 &= MASK;
    }
    // The quotient is 1 exactly when the value is at least p, that is, value + 19 >= 2^255.
    long quotient = (a0 + 19) >>> 51;
    quotient = (a1 + quotient) >>> 51;
    quotient = (a2 + quotient) >>> 51;
    quotient = (a3 + quotient) >>> 51;
    quotient = (a4 + quotient) >>> 51;
    a0 += 19 * quotient;
    a1 += a0 >>> 51;
    a2 += a1 >>> 51;
    a3 += a2 >>> 51;
    a4 += a3 >>> 51;
    a0 &= MASK;
    a1 &= MASK;
    a2 &= MASK;
    a3 &= MASK;
    a4 &= MASK;
    words[0] = a0 | a1 << 51;
    words[1] = a1 >>> 13 | a2 << 38;
    words[2] = a2 >>> 26 | a3 << 25;
    words[3] = a3 >>> 39 | a4 << 12;
  }

  /** The element that the low 255 bits of four little-endian words stand for, tight. */
  static void fromWords(long[] out, int o, long w0, long w1, long w2, long w3) {
    out[o] = w0 & MASK;
    out[o + 1] = (w0 >>> 51 | w1 << 13) & MASK;
    out[o + 2] = (w1 >>> 38 | w2 << 26) & MASK;
    out[o + 3] = (w2 >>> 25 | w3 << 39) & MASK;
    out[o + 4] = w3 >>> 12 & MASK;
  }
}
