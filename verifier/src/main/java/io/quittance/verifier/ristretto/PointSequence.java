package io.quittance.verifier.ristretto;

/**
 * The points A, A − B, A − 2 B, …, one after the other, without a new object for each. Not safe for
 * use by several threads.
 */
public final class PointSequence {
  private final long[] point;
  private final long[] step = new long[Edwards.CACHED];
  private final long[] scratch = new long[Edwards.SCRATCH];

  private PointSequence(RistrettoPoint first, RistrettoPoint step) {
    point = first.extended().clone();
    Edwards.toCached(this.step, 0, step.extended(), 0);
  }

  /** The sequence that starts with one point and in which another is subtracted in each step. */
  public static PointSequence descending(RistrettoPoint first, RistrettoPoint step) {
    return new PointSequence(first, step);
  }

  /** Goes on to the next point. */
  public void next() {
    Edwards.subtractCached(point, 0, step, 0, scratch);
  }

  /** The point at hand. */
  public RistrettoPoint point() {
    return RistrettoPoint.ofExtended(point.clone());
  }

  /** Whether the point at hand is the neutral element. Variable time: most are not, at a glance. */
  public boolean isIdentity() {
    return (Field.zeroMask(point, Edwards.X) | Field.zeroMask(point, Edwards.Y)) != 0
        && Edwards.neutralMask(point, 0) != 0;
  }
}
