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

  /** Over all windows so far, the sum of the buckets that each lane owns. */
  private final long[] sums = new long[LaneEdwards.EXTENDED];

  /** The same with the weights 1, 2, 3, … of a lane's buckets. */
  private final long[] weightedSums = new long[LaneEdwards.EXTENDED];

  /**
   * Empty buckets.
   *
   * @param terms the terms, and the neutral element as the last
   * @param digits how many of the terms, from the first on, are filled in
   * @param buckets how many, eight times a power of two
   */
  LaneBuckets(long[] terms, int digits, int buckets) {
    this.terms = terms;
    this.neutral = 2 * (terms.length / TERM - 1);
    this.order = new BucketOrder(buckets, digits);
    this.share = buckets / LANES;
    this.owned = new long[share * LaneEdwards.EXTENDED];
    LaneEdwards.setIdentity(sums, 0);
    LaneEdwards.setIdentity(weightedSums, 0);
  }

  /** Puts a point whose Z is 1 among the terms. */
  static void setTerm(long[] terms, int index, long[] extended, int from) {
    final int at = index * TERM;
    final int opposite = at + ROW;
    Edwards.toAffine(terms, at, extended, from);
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

  /** Multiplies what has been added up by 2<sup>times</sup>. */
  void doubleTimes(int times) {
    LaneEdwards.doubleTimes(sums, 0, times, scratch);
    LaneEdwards.doubleTimes(weightedSums, 0, times, scratch);
  }

  /** Adds up the filled buckets, onto what has been added up before. */
  void addUp() {
    System.arraycopy(owned, (share - 1) * LaneEdwards.EXTENDED, running, 0, LaneEdwards.EXTENDED);
    System.arraycopy(running, 0, weighted, 0, LaneEdwards.EXTENDED);
    for (int p = share - 2; p >= 0; p--) {
      LaneEdwards.toCached(cached, 0, owned, p * LaneEdwards.EXTENDED);
      LaneEdwards.addCached(running, 0, cached, 0, scratch);
      LaneEdwards.toCached(cached, 0, running, 0);
      LaneEdwards.addCached(weighted, 0, cached, 0, scratch);
    }
    LaneEdwards.toCached(cached, 0, running, 0);
    LaneEdwards.addCached(sums, 0, cached, 0, scratch);
    LaneEdwards.toCached(cached, 0, weighted, 0);
    LaneEdwards.addCached(weightedSums, 0, cached, 0, scratch);
  }

  /**
   * The sum Σ (b + 1) · bucket[b] of all that has been added up. If each lane owns n buckets,
   * bucket b = n r + q is number q of lane r. So that is the sum over the lanes r of the weighted
   * sums, and of n r times the plain sums.
   */
  long[] total() {
    final long[] behind = new long[Edwards.EXTENDED];
    final long[] total = new long[Edwards.EXTENDED];
    Edwards.setIdentity(behind, 0);
    Edwards.setIdentity(total, 0);
    final Joint joint = new Joint();
    for (int lane = LANES - 1; lane > 0; lane--) {
      joint.add(behind, sums, lane);
      joint.add(total, behind);
    }
    Edwards.doubleTimes(total, 0, Integer.numberOfTrailingZeros(share), joint.scratch);
    for (int lane = 0; lane < LANES; lane++) {
      joint.add(total, weightedSums, lane);
    }
    return total;
  }

  /** Additions of one point at a time. */
  private static final class Joint {
    private final long[] point = new long[Edwards.EXTENDED];
    private final long[] cached = new long[Edwards.CACHED];
    private final long[] scratch = new long[Edwards.SCRATCH];

    void add(long[] sum, long[] lanes, int lane) {
      LaneField.getLane(point, 0, lanes, 0, lane, 4);
      add(sum, point);
    }

    void add(long[] sum, long[] summand) {
      Edwards.toCached(cached, 0, summand, 0);
      Edwards.addCached(sum, 0, cached, 0, scratch);
    }
  }
}
