package io.quittance.verifier.ristretto;

import java.util.HexFormat;

/** Curve points that stand for no element: a fault could make them, and sums overlook them. */
public final class SmallOrder {
  private static final String ENCODING =
      "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05";

  private SmallOrder() {}

  /** One of the four points of order 8. */
  public static RistrettoPoint eight() {
    final byte[] bytes = HexFormat.of().parseHex(ENCODING);
    final long[] point = new long[Edwards.EXTENDED];
    Field.fromWords(
        point,
        Edwards.Y,
        LittleEndian.read(bytes, 0),
        LittleEndian.read(bytes, 8),
        LittleEndian.read(bytes, 16),
        LittleEndian.read(bytes, 24));
    final long[] f = new long[2 * Field.LIMBS];
    final int v = Field.LIMBS;
    Field.square(f, 0, point, Edwards.Y);
    Field.multiply(f, v, f, 0, Constants.D, 0);
    Field.subtract(f, 0, f, 0, Constants.ONE, 0);
    Field.add(f, v, f, v, Constants.ONE, 0);
    if (FieldRoots.sqrtRatio(point, Edwards.X, f, 0, f, v) == 0) {
      throw new AssertionError("not on the curve");
    }
    Field.set(point, Edwards.Z, 1);
    Field.multiply(point, Edwards.T, point, Edwards.X, point, Edwards.Y);
    return RistrettoPoint.ofExtended(point);
  }

  /** The same element, but another of the curve points that stand for it: plus one of order 2. */
  public static RistrettoPoint otherOfTheSame(RistrettoPoint element) {
    final long[] point = element.extended().clone();
    Field.negate(point, Edwards.X, point, Edwards.X);
    Field.negate(point, Edwards.Y, point, Edwards.Y);
    return RistrettoPoint.ofExtended(point);
  }
}
