package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.SeededRandom;
import org.junit.jupiter.api.Test;

/** The check of a decoding holds for what decoding returns, and for nothing else. */
class IsDecodedAsTest {
  private final SeededRandom random = new SeededRandom(2309);

  private RistrettoPoint element() {
    final byte[] uniform = new byte[64];
    random.nextBytes(uniform);
    return RistrettoPoint.fromUniformBytes(uniform);
  }

  @Test
  void decoding_ofAnyElement_isOne() throws InvalidProofException {
    assertTrue(CompressedRistretto.IDENTITY.isDecodedAs(CompressedRistretto.IDENTITY.decode()));
    for (int i = 0; i < 200; i++) {
      final CompressedRistretto encoding = element().compress();
      assertTrue(encoding.isDecodedAs(encoding.decode()), encoding.toString());
    }
  }

  /** Also the two roots of one square, and y of the other sign, which pass all but one check. */
  @Test
  void point_changedInAnyCoordinate_isNone() throws InvalidProofException {
    final CompressedRistretto encoding = element().compress();
    final long[] right = encoding.decode().extended();
    for (int coordinate = 0; coordinate < Edwards.EXTENDED; coordinate += Field.LIMBS) {
      final long[] wrong = right.clone();
      wrong[coordinate]++;
      assertNone(encoding, wrong);
      Field.negate(wrong, coordinate, right, coordinate);
      assertNone(encoding, wrong);
      Field.set(wrong, coordinate, 0);
      assertNone(encoding, wrong);
    }
    final long[] scaled = right.clone();
    for (int coordinate = 0; coordinate < Edwards.EXTENDED; coordinate += Field.LIMBS) {
      Field.add(scaled, coordinate, right, coordinate, right, coordinate);
    }
    assertNone(encoding, scaled);
    final long[] mirrored = right.clone();
    Field.negate(mirrored, Edwards.X, right, Edwards.X);
    Field.negate(mirrored, Edwards.T, right, Edwards.T);
    assertNone(encoding, mirrored);
    assertNone(encoding, SmallOrder.otherOfTheSame(encoding.decode()).extended());
    assertNone(encoding, element().compress().decode().extended());
    assertNone(encoding, RistrettoPoint.IDENTITY.extended());
  }

  /**
   * Bytes that encode no element, with the best point there is for them: it meets the equations
   * where it can.
   */
  @Test
  void bytes_thatEncodeNoElement_areNoneWhateverThePoint() {
    int refused = 0;
    int withNegativeProduct = 0;
    for (int s = 0; s < 2000; s++) {
      final long[] words = {s, 0, 0, 0};
      final CompressedRistretto encoding = CompressedRistretto.ofWords(words);
      final long[] point = bestPoint(s);
      boolean isElement = true;
      try {
        encoding.decode();
      } catch (InvalidProofException e) {
        isElement = false;
        refused++;
        withNegativeProduct += s % 2 == 0 && Edwards.isPoint(point) ? 1 : 0;
      }
      assertEquals(isElement, encoding.isDecodedAs(RistrettoPoint.ofExtended(point)), "s = " + s);
    }
    assertTrue(refused > 500 && withNegativeProduct > 100, refused + ", " + withNegativeProduct);
  }

  /** x, y and x y for a number s as decoding computes them, without its checks. */
  private static long[] bestPoint(int s) {
    final long[] f = new long[8 * Field.LIMBS];
    final int u1 = Field.LIMBS;
    final int u2 = 2 * Field.LIMBS;
    final int v = 3 * Field.LIMBS;
    final int temp = 4 * Field.LIMBS;
    final int root = 5 * Field.LIMBS;
    Field.set(f, 0, s);
    Field.square(f, temp, f, 0);
    Field.subtract(f, u1, Constants.ONE, 0, f, temp);
    Field.add(f, u2, Constants.ONE, 0, f, temp);
    Field.square(f, v, f, u1);
    Field.multiply(f, v, f, v, Constants.D, 0);
    Field.square(f, temp, f, u2);
    Field.add(f, v, f, v, f, temp);
    Field.negate(f, v, f, v);
    Field.add(f, temp, f, 0, f, 0);
    Field.square(f, temp, f, temp);
    final long[] point = new long[Edwards.EXTENDED];
    FieldRoots.sqrtRatio(point, Edwards.X, f, temp, f, v);
    FieldRoots.invert(f, root, f, u2);
    Field.multiply(point, Edwards.Y, f, u1, f, root);
    Field.set(point, Edwards.Z, 1);
    Field.multiply(point, Edwards.T, point, Edwards.X, point, Edwards.Y);
    return point;
  }

  private static void assertNone(CompressedRistretto encoding, long[] point) {
    assertFalse(encoding.isDecodedAs(RistrettoPoint.ofExtended(point)));
  }
}
