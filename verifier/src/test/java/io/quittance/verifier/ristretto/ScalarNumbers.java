package io.quittance.verifier.ristretto;

import io.quittance.verifier.InvalidProofException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Scalars seen as numbers, and the scalars that tests try. */
final class ScalarNumbers {
  static final BigInteger L =
      BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private ScalarNumbers() {}

  static BigInteger value(Scalar scalar) {
    return FieldNumbers.number(scalar.toBytes());
  }

  static Scalar of(BigInteger number) {
    try {
      return Scalar.parse(FieldNumbers.bytes(number.mod(L), Scalar.BYTES));
    } catch (InvalidProofException e) {
      throw new IllegalStateException(e);
    }
  }

  static Scalar random(RandomGenerator random) {
    final byte[] wide = new byte[64];
    random.nextBytes(wide);
    return Scalar.fromWideBytes(wide);
  }

  /** 0, 1, 2, L − 1, L − 2, 2^252, powers of two and numbers of ones near limb and word borders. */
  static List<Scalar> edges() {
    final List<Scalar> edges = new ArrayList<>();
    for (int i : new int[] {0, 1, 51, 52, 53, 63, 64, 104, 128, 156, 192, 208, 251, 252}) {
      final BigInteger power = BigInteger.ONE.shiftLeft(i);
      edges.add(of(power));
      edges.add(of(power.subtract(BigInteger.ONE)));
      edges.add(of(power.negate()));
    }
    edges.add(of(BigInteger.valueOf(-2)));
    edges.add(of(L.shiftRight(1)));
    return edges;
  }
}
