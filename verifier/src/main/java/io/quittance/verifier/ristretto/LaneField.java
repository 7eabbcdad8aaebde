package io.quittance.verifier.ristretto;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.L2D;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Arithmetic modulo p = 2<sup>255</sup> − 19 on eight elements at a time, one in each lane of a
 * 512-bit vector. Elements have the five signed 51-bit limbs of {@link Field}; a lane element is
 * limb 0 of all eight, then limb 1 of all eight, and so on: {@link #SIZE} longs from an offset.
 *
 * <p>Java has no vector instruction for the high half of a 64-bit product. But a column s of a
 * product, a sum of up to five products of limbs, is wanted only as m · 2<sup>60</sup> + low with
 * some m near s / 2<sup>60</sup>; and that m comes from floating-point numbers. Added up by fused
 * multiply-adds onto 1.5 · 2<sup>112</sup>, whose last bit counts 2<sup>60</sup>, s loses only what
 * is below, and the bits of the result less those of 1.5 · 2<sup>112</sup> are m. The low part is
 * then s − m · 2<sup>60</sup> modulo 2<sup>64</sup>, where s modulo 2<sup>64</sup> takes only the
 * low halves of products. The bounds:
 *
 * <ul>
 *   <li>A product takes |a|, |b| ≤ 2<sup>53</sup>, so that limbs are exact as doubles, with |a| ·
 *       |b| ≤ 13 · 2<sup>101</sup>. A column is at most (1 + 4 · 19) · 13 · 2<sup>101</sup> = 1001
 *       · 2<sup>101</sup> &lt; 2<sup>111</sup>: the sum stays between 2<sup>112</sup> and
 *       2<sup>113</sup>, where the last bit counts 2<sup>60</sup>.
 *   <li>Five roundings are off by at most 2<sup>59</sup> each. 19 a and 38 a are rounded to doubles
 *       before, which adds less than 2<sup>58</sup>. So |low| &lt; 5.5 · 2<sup>59</sup>.
 *   <li>The next column takes m · 2<sup>9</sup>, the first one 19 · 2<sup>9</sup> m of the last,
 *       which has no factors 19: at most 1001 · 2<sup>50</sup> and 19 · 65 · 2<sup>50</sup>. With
 *       its low part a column stays below 2<sup>62</sup>.
 *   <li>One carry in parallel leaves limbs in [0, 2<sup>51</sup>) plus a carry of less than
 *       2<sup>11</sup> in absolute value, or 19 times one of less than 1560: the result is
 *       <em>tight</em>, from −2<sup>15</sup> to 2<sup>51</sup> + 2<sup>15</sup>.
 *   <li>So a sum of n tight elements counts n units, the difference of two counts one, and products
 *       are allowed up to 6 units: 6 (2<sup>51</sup> + 2<sup>16</sup>)<sup>2</sup> &lt; 13 ·
 *       2<sup>101</sup>.
 * </ul>
 *
 * <p>Methods are long and take no vectors: the compiler keeps vectors in registers within a method,
 * and may allocate an object for one that is passed. All may overwrite their operands.
 */
final class LaneField {
  /** Elements in a lane element. */
  static final int LANES = 8;

  /** Longs of a lane element: five limbs of eight elements. */
  static final int SIZE = Field.LIMBS * LANES;

  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;

  /** Where limbs 1 to 4 start; limb 0 starts at 0. */
  private static final int L1 = LANES;

  private static final int L2 = 2 * LANES;
  private static final int L3 = 3 * LANES;
  private static final int L4 = 4 * LANES;

  private static final long MASK = (1L << 51) - 1;

  /** Bits of a column's low part. */
  private static final int LOW = 60;

  /** What m of a column is worth in the next column, as a shift. */
  private static final int UP = LOW - 51;

  private static final double MAGIC = 0x1.8p112;
  private static final DoubleVector START = DoubleVector.broadcast(DoubleVector.SPECIES_512, MAGIC);
  private static final long MAGIC_BITS = Double.doubleToRawLongBits(MAGIC);

  private LaneField() {}

  /** Products: out = a · b, tight, for |a| · |b| ≤ 13 · 2<sup>101</sup>. */
  static void multiply(long[] out, int o, long[] a, int i, long[] b, int j) {
    final LongVector a0 = LongVector.fromArray(LONGS, a, i);
    final LongVector a1 = LongVector.fromArray(LONGS, a, i + L1);
    final LongVector a2 = LongVector.fromArray(LONGS, a, i + L2);
    final LongVector a3 = LongVector.fromArray(LONGS, a, i + L3);
    final LongVector a4 = LongVector.fromArray(LONGS, a, i + L4);
    final LongVector b0 = LongVector.fromArray(LONGS, b, j);
    final LongVector b1 = LongVector.fromArray(LONGS, b, j + L1);
    final LongVector b2 = LongVector.fromArray(LONGS, b, j + L2);
    final LongVector b3 = LongVector.fromArray(LONGS, b, j + L3);
    final LongVector b4 = LongVector.fromArray(LONGS, b, j + L4);
    final LongVector c1 = a1.mul(19);
    final LongVector c2 = a2.mul(19);
    final LongVector c3 = a3.mul(19);
    final LongVector c4 = a4.mul(19);
    final DoubleVector x0 = (DoubleVector) a0.convert(L2D, 0);
    final DoubleVector x1 = (DoubleVector) a1.convert(L2D, 0);
    final DoubleVector x2 = (DoubleVector) a2.convert(L2D, 0);
    final DoubleVector x3 = (DoubleVector) a3.convert(L2D, 0);
    final DoubleVector x4 = (DoubleVector) a4.convert(L2D, 0);
    final DoubleVector y0 = (DoubleVector) b0.convert(L2D, 0);
    final DoubleVector y1 = (DoubleVector) b1.convert(L2D, 0);
    final DoubleVector y2 = (DoubleVector) b2.convert(L2D, 0);
    final DoubleVector y3 = (DoubleVector) b3.convert(L2D, 0);
    final DoubleVector y4 = (DoubleVector) b4.convert(L2D, 0);
    final DoubleVector z1 = x1.mul(19);
    final DoubleVector z2 = x2.mul(19);
    final DoubleVector z3 = x3.mul(19);
    final DoubleVector z4 = x4.mul(19);
    final DoubleVector h0 = x0.fma(y0, z1.fma(y4, z2.fma(y3, z3.fma(y2, z4.fma(y1, START)))));
    final DoubleVector h1 = x0.fma(y1, x1.fma(y0, z2.fma(y4, z3.fma(y3, z4.fma(y2, START)))));
    final DoubleVector h2 = x0.fma(y2, x1.fma(y1, x2.fma(y0, z3.fma(y4, z4.fma(y3, START)))));
    final DoubleVector h3 = x0.fma(y3, x1.fma(y2, x2.fma(y1, x3.fma(y0, z4.fma(y4, START)))));
    final DoubleVector h4 = x0.fma(y4, x1.fma(y3, x2.fma(y2, x3.fma(y1, x4.fma(y0, START)))));
    final var s0 = a0.mul(b0).add(c1.mul(b4)).add(c2.mul(b3)).add(c3.mul(b2)).add(c4.mul(b1));
    final var s1 = a0.mul(b1).add(a1.mul(b0)).add(c2.mul(b4)).add(c3.mul(b3)).add(c4.mul(b2));
    final var s2 = a0.mul(b2).add(a1.mul(b1)).add(a2.mul(b0)).add(c3.mul(b4)).add(c4.mul(b3));
    final var s3 = a0.mul(b3).add(a1.mul(b2)).add(a2.mul(b1)).add(a3.mul(b0)).add(c4.mul(b4));
    final var s4 = a0.mul(b4).add(a1.mul(b3)).add(a2.mul(b2)).add(a3.mul(b1)).add(a4.mul(b0));
    final LongVector m0 = h0.reinterpretAsLongs().sub(MAGIC_BITS);
    final LongVector m1 = h1.reinterpretAsLongs().sub(MAGIC_BITS);
    final LongVector m2 = h2.reinterpretAsLongs().sub(MAGIC_BITS);
    final LongVector m3 = h3.reinterpretAsLongs().sub(MAGIC_BITS);
    final LongVector m4 = h4.reinterpretAsLongs().sub(MAGIC_BITS);
    final LongVector r0 = s0.sub(m0.lanewise(LSHL, LOW)).add(m4.mul(19L << UP));
    final LongVector r1 = s1.sub(m1.lanewise(LSHL, LOW)).add(m0.lanewise(LSHL, UP));
    final LongVector r2 = s2.sub(m2.lanewise(LSHL, LOW)).add(m1.lanewise(LSHL, UP));
    final LongVector r3 = s3.sub(m3.lanewise(LSHL, LOW)).add(m2.lanewise(LSHL, UP));
    final LongVector r4 = s4.sub(m4.lanewise(LSHL, LOW)).add(m3.lanewise(LSHL, UP));
    r0.and(MASK).add(r4.lanewise(ASHR, 51).mul(19)).intoArray(out, o);
    r1.and(MASK).add(r0.lanewise(ASHR, 51)).intoArray(out, o + L1);
    r2.and(MASK).add(r1.lanewise(ASHR, 51)).intoArray(out, o + L2);
    r3.and(MASK).add(r2.lanewise(ASHR, 51)).intoArray(out, o + L3);
    r4.and(MASK).add(r3.lanewise(ASHR, 51)).intoArray(out, o + L4);
  }

  /** Squares: out = a², tight, for |a|² ≤ 13 · 2<sup>101</sup>, so for sums of two tight ones. */
  static void square(long[] out, int o, long[] a, int i) {
    final LongVector a0 = LongVector.fromArray(LONGS, a, i);
    final LongVector a1 = LongVector.fromArray(LONGS, a, i + L1);
    final LongVector a2 = LongVector.fromArray(LONGS, a, i + L2);
    final LongVector a3 = LongVector.fromArray(LONGS, a, i + L3);
    final LongVector a4 = LongVector.fromArray(LONGS, a, i + L4);
    final LongVector d0 = a0.add(a0);
    final LongVector d1 = a1.add(a1);
    final LongVector c3 = a3.mul(19);
    final LongVector c4 = a4.mul(19);
    final LongVector e3 = c3.add(c3);
    final LongVector e4 = c4.add(c4);
    final DoubleVector x0 = (DoubleVector) a0.convert(L2D, 0);
    final DoubleVector x1 = (DoubleVector) a1.convert(L2D, 0);
    final DoubleVector x2 = (DoubleVector) a2.convert(L2D, 0);
    final DoubleVector x3 = (DoubleVector) a3.convert(L2D, 0);
    final DoubleVector x4 = (DoubleVector) a4.convert(L2D, 0);
    final DoubleVector w0 = x0.add(x0);
    final DoubleVector w1 = x1.add(x1);
    final DoubleVector y3 = x3.mul(19);
    final DoubleVector y4 = x4.mul(19);
    final DoubleVector z3 = x3.mul(38);
    final DoubleVector z4 = x4.mul(38);
    final DoubleVector h0 = x0.fma(x0, z4.fma(x1, z3.fma(x2, START)));
    final DoubleVector h1 = w0.fma(x1, z4.fma(x2, y3.fma(x3, START)));
    final DoubleVector h2 = w0.fma(x2, x1.fma(x1, z4.fma(x3, START)));
    final DoubleVector h3 = w0.fma(x3, w1.fma(x2, y4.fma(x4, START)));
    final DoubleVector h4 = w0.fma(x4, w1.fma(x3, x2.fma(x2, START)));
    final LongVector s0 = a0.mul(a0).add(e4.mul(a1)).add(e3.mul(a2));
    final LongVector s1 = d0.mul(a1).add(e4.mul(a2)).add(c3.mul(a3));
    final LongVector s2 = d0.mul(a2).add(a1.mul(a1)).add(e4.mul(a3));
    final LongVector s3 = d0.mul(a3).add(d1.mul(a2)).add(c4.mul(a4));
    final LongVector s4 = d0.mul(a4).add(d1.mul(a3)).add(a2.mul(a2));
    final LongVector m0 = h0.reinterpretAsLongs().sub(MAGIC_BITS);
    final LongVector m1 = h1.reinterpretAsLongs().sub(MAGIC_BITS);
    final LongVector m2 = h2.reinterpretAsLongs().sub(MAGIC_BITS);
    final LongVector m3 = h3.reinterpretAsLongs().sub(MAGIC_BITS);
    final LongVector m4 = h4.reinterpretAsLongs().sub(MAGIC_BITS);
    final LongVector r0 = s0.sub(m0.lanewise(LSHL, LOW)).add(m4.mul(19L << UP));
    final LongVector r1 = s1.sub(m1.lanewise(LSHL, LOW)).add(m0.lanewise(LSHL, UP));
    final LongVector r2 = s2.sub(m2.lanewise(LSHL, LOW)).add(m1.lanewise(LSHL, UP));
    final LongVector r3 = s3.sub(m3.lanewise(LSHL, LOW)).add(m2.lanewise(LSHL, UP));
    final LongVector r4 = s4.sub(m4.lanewise(LSHL, LOW)).add(m3.lanewise(LSHL, UP));
    r0.and(MASK).add(r4.lanewise(ASHR, 51).mul(19)).intoArray(out, o);
    r1.and(MASK).add(r0.lanewise(ASHR, 51)).intoArray(out, o + L1);
    r2.and(MASK).add(r1.lanewise(ASHR, 51)).intoArray(out, o + L2);
    r3.and(MASK).add(r2.lanewise(ASHR, 51)).intoArray(out, o + L3);
    r4.and(MASK).add(r3.lanewise(ASHR, 51)).intoArray(out, o + L4);
  }

  /** Sums: out = a + b. Limbs are added and not carried, so bounds add up. */
  static void add(long[] out, int o, long[] a, int i, long[] b, int j) {
    for (int k = 0; k < SIZE; k += LANES) {
      LongVector.fromArray(LONGS, a, i + k)
          .add(LongVector.fromArray(LONGS, b, j + k))
          .intoArray(out, o + k);
    }
  }

  /** Differences: out = a − b. Limbs are subtracted and not carried. */
  static void subtract(long[] out, int o, long[] a, int i, long[] b, int j) {
    for (int k = 0; k < SIZE; k += LANES) {
      LongVector.fromArray(LONGS, a, i + k)
          .sub(LongVector.fromArray(LONGS, b, j + k))
          .intoArray(out, o + k);
    }
  }

  /** Opposites: a = −a. */
  static void negate(long[] a, int i) {
    for (int k = 0; k < SIZE; k += LANES) {
      LongVector.fromArray(LONGS, a, i + k).neg().intoArray(a, i + k);
    }
  }

  /** Negates the elements in whose lane the mask, eight longs, is −1; leaves them where it is 0. */
  static void negateMasked(long[] a, int i, long[] masks, int at) {
    final LongVector mask = LongVector.fromArray(LONGS, masks, at);
    for (int k = 0; k < SIZE; k += LANES) {
      LongVector.fromArray(LONGS, a, i + k).lanewise(XOR, mask).sub(mask).intoArray(a, i + k);
    }
  }

  /** Copies b over a in the lanes where the mask, eight longs, is −1. */
  static void assignMasked(long[] a, int i, long[] b, int j, long[] masks, int at) {
    final LongVector mask = LongVector.fromArray(LONGS, masks, at);
    for (int k = 0; k < SIZE; k += LANES) {
      final LongVector before = LongVector.fromArray(LONGS, a, i + k);
      LongVector.fromArray(LONGS, b, j + k)
          .lanewise(XOR, before)
          .and(mask)
          .lanewise(XOR, before)
          .intoArray(a, i + k);
    }
  }

  /** Exchanges a and b in the lanes where the mask, eight longs, is −1. */
  static void swapMasked(long[] a, int i, long[] b, int j, long[] masks, int at) {
    final LongVector mask = LongVector.fromArray(LONGS, masks, at);
    for (int k = 0; k < SIZE; k += LANES) {
      final LongVector left = LongVector.fromArray(LONGS, a, i + k);
      final LongVector right = LongVector.fromArray(LONGS, b, j + k);
      final LongVector change = left.lanewise(XOR, right).and(mask);
      left.lanewise(XOR, change).intoArray(a, i + k);
      right.lanewise(XOR, change).intoArray(b, j + k);
    }
  }

  /**
   * The canonical representatives in [0, p): out has limbs of 51 bits. For limbs of less than
   * 2<sup>56</sup> in absolute value. To these 64 p are added, so that all limbs are positive, and
   * less than 2<sup>58</sup>; one pass of carries then leaves a value below 2<sup>255</sup> + 19 ·
   * 2<sup>8</sup>, from which p is subtracted if it is p or more.
   */
  static void canonical(long[] out, int o, long[] a, int i) {
    LongVector a0 = LongVector.fromArray(LONGS, a, i).add((1L << 57) - 64 * 19);
    LongVector a1 = LongVector.fromArray(LONGS, a, i + L1).add((1L << 57) - 64);
    LongVector a2 = LongVector.fromArray(LONGS, a, i + L2).add((1L << 57) - 64);
    LongVector a3 = LongVector.fromArray(LONGS, a, i + L3).add((1L << 57) - 64);
    LongVector a4 = LongVector.fromArray(LONGS, a, i + L4).add((1L << 57) - 64);
    a1 = a1.add(a0.lanewise(LSHR, 51));
    a2 = a2.add(a1.lanewise(LSHR, 51));
    a3 = a3.add(a2.lanewise(LSHR, 51));
    a4 = a4.add(a3.lanewise(LSHR, 51));
    a0 = a0.and(MASK).add(a4.lanewise(LSHR, 51).mul(19));
    a1 = a1.and(MASK);
    a2 = a2.and(MASK);
    a3 = a3.and(MASK);
    a4 = a4.and(MASK);
    LongVector quotient = a0.add(19).lanewise(LSHR, 51);
    quotient = a1.add(quotient).lanewise(LSHR, 51);
    quotient = a2.add(quotient).lanewise(LSHR, 51);
    quotient = a3.add(quotient).lanewise(LSHR, 51);
    quotient = a4.add(quotient).lanewise(LSHR, 51);
    a0 = a0.add(quotient.mul(19));
    a1 = a1.add(a0.lanewise(LSHR, 51));
    a2 = a2.add(a1.lanewise(LSHR, 51));
    a3 = a3.add(a2.lanewise(LSHR, 51));
    a4 = a4.add(a3.lanewise(LSHR, 51));
    a0.and(MASK).intoArray(out, o);
    a1.and(MASK).intoArray(out, o + L1);
    a2.and(MASK).intoArray(out, o + L2);
    a3.and(MASK).intoArray(out, o + L3);
    a4.and(MASK).intoArray(out, o + L4);
  }

  /** Sets the masks, eight longs, to −1 where an element in canonical form is 0, else to 0. */
  static void zeroMasks(long[] masks, int at, long[] canonical, int i) {
    LongVector bits = LongVector.fromArray(LONGS, canonical, i);
    for (int k = LANES; k < SIZE; k += LANES) {
      bits = bits.or(LongVector.fromArray(LONGS, canonical, i + k));
    }
    // Limbs are not negative, so the sign of bits − 1 says whether all of them are 0.
    bits.sub(1).lanewise(ASHR, 63).intoArray(masks, at);
  }

  /** Sets the masks, eight longs, to −1 where an element in canonical form is odd, else to 0. */
  static void oddMasks(long[] masks, int at, long[] canonical, int i) {
    LongVector.fromArray(LONGS, canonical, i).and(1).neg().intoArray(masks, at);
  }

  /** A lane element whose eight elements are one number of the field. */
  static long[] constant(long[] number) {
    final long[] lanes = new long[SIZE];
    for (int k = 0; k < SIZE; k++) {
      lanes[k] = number[k / LANES];
    }
    return lanes;
  }

  /** Puts the count consecutive numbers of the field from an index on into one lane. */
  static void setLane(long[] out, int o, int lane, long[] numbers, int n, int count) {
    for (int k = 0; k < count * Field.LIMBS; k++) {
      out[o + k * LANES + lane] = numbers[n + k];
    }
  }

  /** The opposite of setLane. */
  static void getLane(long[] numbers, int n, long[] a, int i, int lane, int count) {
    for (int k = 0; k < count * Field.LIMBS; k++) {
      numbers[n + k] = a[i + k * LANES + lane];
    }
  }
}
