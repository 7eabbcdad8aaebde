package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.LaneField.LANES;

/**
 * The buckets of one window of a multiscalar multiplication, filled and added up eight at a time.
 *
 * <p>To be filled, the buckets are taken in the order of their sizes, eight neighbours together: in
 * each step every lane adds the next term of its bucket to a sum that stays in place, and a bucket
 * that has no more terms adds the neutral element. Then a bucket moves to the lane that its number
 * is in: each lane owns an eighth of the buckets, in their order, for the running sums.
 */
final class LaneBuckets {
  /** A point in affine form as a row of two vectors, whose last long is not used. */
  private static final int ROW = 2 * LANES;

  /** A term: a row for the point and one for its opposite. */
  static final int TERM = 2 * ROW;

  private final long[] terms;
  private final int neutral;
  private final BucketOrder order;

  /** How many buckets each lane owns. */
  private final int share;

  private final long[] owned;
  private final long[] filling = new long[LaneEdwards.EXTENDED];
  private final long[][] step = new long[2][ROW * LANES];
  private final int[] group = new int[LANES];
  private final int[] rows = new int[LANES];
  private final long[] running = new long[LaneEdwards.EXTENDED];
  private final long[] weighted = new long[LaneEdwards.EXTENDED];
  private final long[] cached = new long[LaneEdwards.CACHED];
  private final long[] scratch = new long[LaneEdwards.SCRATCH];

  /**
   * Empty buckets for these terms, count of them and the neutral element after them.
   *
   * @param buckets how many, a multiple of eight
   */
  LaneBuckets(long[] terms, int count, int buckets) {
    this.terms = terms;
    this.neutral = 2 * count;
    this.order = new BucketOrder(buckets, count);
    this.share = buckets / LANES;
    this.owned = new long[share * LaneEdwards.EXTENDED];
  }

  /** Puts a point whose Z is 1 among the terms. */
  static void setTerm(long[] terms, int index, long[] extended) {
    final int at = index * TERM;
    final int opposite = at + ROW;
    Edwards.toAffine(terms, at, extended, 0);
    Field.copy(terms, opposite + Edwards.Y_PLUS_X, terms, at + Edwards.Y_MINUS_X);
    Field.copy(terms, opposite + Edwards.Y_MINUS_X, terms, at + Edwards.Y_PLUS_X);
    Field.negate(terms, opposite + Edwards.T_2D, terms, at + Edwards.T_2D);
  }

  /** Fills the buckets with the terms that have these digits. */
  void fill(int[] digits) {
    order.sort(digits);
    for (int place = 0; place < share * LANES; place += LANES) {
      fillEight(place);
      for (int lane = 0; lane < LANES; lane++) {
        moveToOwner(lane, order.bucket(place + lane));
      }
    }
  }

  private void fillEight(int place) {
    for (int lane = 0; lane < LANES; lane++) {
      group[lane] = order.bucket(place + lane);
    }
    final int steps = order.size(group[0]);
    LaneEdwards.setIdentity(filling, 0);
    // What is written lane by lane is read as vectors only one step later, when it has arrived.
    takeTerms(step[0], 0);
    for (int s = 0; s < steps; s++) {
      takeTerms(step[s + 1 & 1], s + 1);
      LaneEdwards.addAffine(filling, 0, step[s & 1], 0, scratch);
    }
  }

  private void takeTerms(long[] out, int index) {
    for (int lane = 0; lane < LANES; lane++) {
      final int bucket = group[lane];
      rows[lane] = (index < order.size(bucket) ? order.term(bucket, index) : neutral) * ROW;
    }
    LaneTransposition.transpose(out, 0, terms, rows, 0);
    LaneTransposition.transpose(out, LANES * LANES, terms, rows, LANES);
  }

  private void moveToOwner(int lane, int bucket) {
    final int to = bucket % share * LaneEdwards.EXTENDED + bucket / share;
    for (int k = 0; k < LaneEdwards.EXTENDED; k += LANES) {
      owned[to + k] = filling[k + lane];
    }
  }

  /**
   * Adds up the filled buckets: sets sums to eight extended points that each sum up the buckets a
   * lane owns, and weightedSums to their sums with the weights 1, 2, 3, …, all one after the other.
   */
  void sum(long[] sums, long[] weightedSums) {
    System.arraycopy(owned, (share - 1) * LaneEdwards.EXTENDED, running, 0, LaneEdwards.EXTENDED);
    System.arraycopy(running, 0, weighted, 0, LaneEdwards.EXTENDED);
    for (int p = share - 2; p >= 0; p--) {
      LaneEdwards.toCached(cached, 0, owned, p * LaneEdwards.EXTENDED);
      LaneEdwards.addCached(running, 0, cached, 0, scratch);
      LaneEdwards.toCached(cached, 0, running, 0);
      LaneEdwards.addCached(weighted, 0, cached, 0, scratch);
    }
    for (int lane = 0; lane < LANES; lane++) {
      LaneField.getLane(sums, lane * Edwards.EXTENDED, running, 0, lane, 4);
      LaneField.getLane(weightedSums, lane * Edwards.EXTENDED, weighted, 0, lane, 4);
    }
  }
}
