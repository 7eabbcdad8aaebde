package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.FieldNumbers.P;

import java.math.BigInteger;

/** The curve −x² + y² = 1 + d x² y² in affine {@link BigInteger} coordinates, by definition. */
record ReferenceCurve(BigInteger x, BigInteger y) {
  static final ReferenceCurve IDENTITY = new ReferenceCurve(BigInteger.ZERO, BigInteger.ONE);

  private static final BigInteger D = FieldNumbers.value(Constants.D, 0);

  /** The curve point that stands for an element; checks that it is on the curve and T fits. */
  static ReferenceCurve of(RistrettoPoint point) {
    final long[] extended = point.extended();
    final BigInteger z = FieldNumbers.value(extended, Edwards.Z);
    final BigInteger inverse = z.modInverse(P);
    final BigInteger x = FieldNumbers.value(extended, Edwards.X).multiply(inverse).mod(P);
    final BigInteger y = FieldNumbers.value(extended, Edwards.Y).multiply(inverse).mod(P);
    final BigInteger t = FieldNumbers.value(extended, Edwards.T);
    final BigInteger xx = x.multiply(x);
    final BigInteger yy = y.multiply(y);
    final boolean onCurve =
        yy.subtract(xx)
                .subtract(BigInteger.ONE)
                .subtract(D.multiply(xx).multiply(yy))
                .mod(P)
                .signum()
            == 0;
    if (!onCurve || !x.multiply(y).multiply(z).mod(P).equals(t)) {
      throw new AssertionError("Not a point of the curve: " + x + ", " + y);
    }
    return new ReferenceCurve(x, y);
  }

  ReferenceCurve add(ReferenceCurve other) {
    final BigInteger xy = x.multiply(other.y);
    final BigInteger yx = y.multiply(other.x);
    final BigInteger product = D.multiply(xy).multiply(yx).mod(P);
    final BigInteger numeratorY = y.multiply(other.y).add(x.multiply(other.x));
    return new ReferenceCurve(
        xy.add(yx).multiply(BigInteger.ONE.add(product).modInverse(P)).mod(P),
        numeratorY.multiply(BigInteger.ONE.subtract(product).modInverse(P)).mod(P));
  }

  ReferenceCurve multiply(BigInteger factor) {
    ReferenceCurve product = IDENTITY;
    for (int i = factor.bitLength() - 1; i >= 0; i--) {
      product = product.add(product);
      if (factor.testBit(i)) {
        product = product.add(this);
      }
    }
    return product;
  }

  /** The other coordinates of the same element: this plus the point (√−1, 0) of order four. */
  ReferenceCurve rotated() {
    return add(new ReferenceCurve(FieldNumbers.value(Constants.SQRT_M1, 0), BigInteger.ZERO));
  }

  RistrettoPoint toPoint() {
    final long[] extended = new long[Edwards.EXTENDED];
    System.arraycopy(FieldNumbers.of(x), 0, extended, Edwards.X, Field.LIMBS);
    System.arraycopy(FieldNumbers.of(y), 0, extended, Edwards.Y, Field.LIMBS);
    extended[Edwards.Z] = 1;
    System.arraycopy(FieldNumbers.of(x.multiply(y).mod(P)), 0, extended, Edwards.T, Field.LIMBS);
    return RistrettoPoint.ofExtended(extended);
  }
}
