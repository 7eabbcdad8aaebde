package io.quittance.verifier.ristretto;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Transposition of eight rows of eight longs, which stand anywhere: what was a row comes into one
 * lane. In three rounds, rows whose numbers differ in one bit exchange the halves, quarters or
 * eighths that belong to each other.
 */
final class LaneTransposition {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;

  /** Lane i takes what stands in lane i XOR the distance. */
  private static final VectorShuffle<Long> BY_1 = VectorShuffle.fromOp(LONGS, i -> i ^ 1);

  private static final VectorShuffle<Long> BY_2 = VectorShuffle.fromOp(LONGS, i -> i ^ 2);
  private static final VectorShuffle<Long> BY_4 = VectorShuffle.fromOp(LONGS, i -> i ^ 4);

  /** The lanes whose number has the bit of the distance. */
  private static final VectorMask<Long> HAS_1 = VectorMask.fromLong(LONGS, 0b10101010);

  private static final VectorMask<Long> HAS_2 = VectorMask.fromLong(LONGS, 0b11001100);
  private static final VectorMask<Long> HAS_4 = VectorMask.fromLong(LONGS, 0b11110000);

  private LaneTransposition() {}

  /** Sets out[o + 8 i + lane] to in[rows[lane] + offset + i] for i and lane from 0 to 7. */
  static void transpose(long[] out, int o, long[] in, int[] rows, int offset) {
    final LongVector a0 = LongVector.fromArray(LONGS, in, rows[0] + offset);
    final LongVector a1 = LongVector.fromArray(LONGS, in, rows[1] + offset);
    final LongVector a2 = LongVector.fromArray(LONGS, in, rows[2] + offset);
    final LongVector a3 = LongVector.fromArray(LONGS, in, rows[3] + offset);
    final LongVector a4 = LongVector.fromArray(LONGS, in, rows[4] + offset);
    final LongVector a5 = LongVector.fromArray(LONGS, in, rows[5] + offset);
    final LongVector a6 = LongVector.fromArray(LONGS, in, rows[6] + offset);
    final LongVector a7 = LongVector.fromArray(LONGS, in, rows[7] + offset);
    final LongVector b0 = a0.blend(a4.rearrange(BY_4), HAS_4);
    final LongVector b1 = a1.blend(a5.rearrange(BY_4), HAS_4);
    final LongVector b2 = a2.blend(a6.rearrange(BY_4), HAS_4);
    final LongVector b3 = a3.blend(a7.rearrange(BY_4), HAS_4);
    final LongVector b4 = a0.rearrange(BY_4).blend(a4, HAS_4);
    final LongVector b5 = a1.rearrange(BY_4).blend(a5, HAS_4);
    final LongVector b6 = a2.rearrange(BY_4).blend(a6, HAS_4);
    final LongVector b7 = a3.rearrange(BY_4).blend(a7, HAS_4);
    final LongVector c0 = b0.blend(b2.rearrange(BY_2), HAS_2);
    final LongVector c1 = b1.blend(b3.rearrange(BY_2), HAS_2);
    final LongVector c2 = b0.rearrange(BY_2).blend(b2, HAS_2);
    final LongVector c3 = b1.rearrange(BY_2).blend(b3, HAS_2);
    final LongVector c4 = b4.blend(b6.rearrange(BY_2), HAS_2);
    final LongVector c5 = b5.blend(b7.rearrange(BY_2), HAS_2);
    final LongVector c6 = b4.rearrange(BY_2).blend(b6, HAS_2);
    final LongVector c7 = b5.rearrange(BY_2).blend(b7, HAS_2);
    final LongVector d0 = c0.blend(c1.rearrange(BY_1), HAS_1);
    final LongVector d1 = c0.rearrange(BY_1).blend(c1, HAS_1);
    final LongVector d2 = c2.blend(c3.rearrange(BY_1), HAS_1);
    final LongVector d3 = c2.rearrange(BY_1).blend(c3, HAS_1);
    final LongVector d4 = c4.blend(c5.rearrange(BY_1), HAS_1);
    final LongVector d5 = c4.rearrange(BY_1).blend(c5, HAS_1);
    final LongVector d6 = c6.blend(c7.rearrange(BY_1), HAS_1);
    final LongVector d7 = c6.rearrange(BY_1).blend(c7, HAS_1);
    d0.intoArray(out, o);
    d1.intoArray(out, o + 8);
    d2.intoArray(out, o + 16);
    d3.intoArray(out, o + 24);
    d4.intoArray(out, o + 32);
    d5.intoArray(out, o + 40);
    d6.intoArray(out, o + 48);
    d7.intoArray(out, o + 56);
  }
}
