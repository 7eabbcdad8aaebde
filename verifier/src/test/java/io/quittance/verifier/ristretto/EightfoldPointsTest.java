package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

/** What is decoded in lanes is eight times the point of the definition, or nothing. */
class EightfoldPointsTest {
  private static final BigInteger P = FieldNumbers.P;
  private static final BigInteger EIGHT = BigInteger.valueOf(8);

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);

  private static RistrettoPoint[] decode(List<byte[]> encodings) {
    return EdwardsPoints.decodeInLanes(encodings.toArray(new byte[0][]));
  }

  private static void check(List<ReferenceCurve> expected, RistrettoPoint[] points) {
    assertEquals(expected.size(), points.length);
    for (int i = 0; i < points.length; i++) {
      ReferenceCurve eightfold = expected.get(i) == null ? null : expected.get(i).multiply(EIGHT);
      ReferenceCurve found = points[i] == null ? null : ReferenceCurve.of(points[i]);
      assertEquals(eightfold, found, "point " + i + " of " + points.length);
    }
  }

  /** With a point of small order added to each, in each lane another. */
  @Test
  void decode_pointsOfAllOrders_areMultipliedByEight_inAnyNumber() {
    for (int count : new int[] {0, 1, 7, 8, 9, 24, 25, 60}) {
      List<byte[]> encodings = new ArrayList<>();
      List<ReferenceCurve> expected = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ReferenceCurve multiple =
            ReferenceCurve.of(RistrettoPoint.BASEPOINT.multiply(ScalarNumbers.random(random)));
        BigInteger order = BigInteger.valueOf((i + i / 8) % 8);
        expected.add(multiple.add(EdwardsPoints.EIGHTH.multiply(order)));
        encodings.add(EdwardsPoints.encode(expected.get(i)));
      }
      check(expected, decode(encodings));
    }
  }

  @Test
  void decode_pointsOfSmallOrder_areTheIdentityOrNothing() {
    List<byte[]> encodings = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      encodings.add(EdwardsPoints.encode(EdwardsPoints.EIGHTH.multiply(BigInteger.valueOf(i))));
    }
    RistrettoPoint[] points = decode(encodings);
    for (int i = 0; i < 8; i++) {
      if (i % 4 == 0) {
        assertEquals(null, points[i], "x is 0 in multiple " + i);
      } else {
        assertEquals(RistrettoPoint.IDENTITY, points[i], "multiple " + i);
      }
    }
  }

  /** Numbers from p on stand for small ones a second time; none of them is an encoding. */
  @Test
  void decode_nonCanonicalEncodings_areRefused() {
    List<byte[]> encodings = new ArrayList<>();
    for (int i = 0; i < 19; i++) {
      for (int sign = 0; sign < 2; sign++) {
        encodings.add(EdwardsPoints.encode(P.add(BigInteger.valueOf(i)), sign));
      }
    }
    assertArrayEquals(new RistrettoPoint[encodings.size()], decode(encodings));
  }

  /** Small numbers, those below p, and any others: half of them are no points. */
  @Test
  void decode_anyNumbers_agreesWithTheDefinitionAndWithBouncyCastle() {
    List<byte[]> encodings = new ArrayList<>();
    List<ReferenceCurve> expected = new ArrayList<>();
    int good = 0;
    for (int i = 0; i < 400; i++) {
      BigInteger y = number(i);
      ReferenceCurve point = EdwardsPoints.decode(y, i & 1);
      expected.add(point == null || point.x().signum() == 0 ? null : point);
      encodings.add(EdwardsPoints.encode(y, i & 1));
      boolean large = point != null && !point.multiply(EIGHT).equals(ReferenceCurve.IDENTITY);
      assertEquals(large, Ed25519.validatePublicKeyPartial(encodings.get(i), 0), "number " + i);
      good += large ? 1 : 0;
    }
    check(expected, decode(encodings));
    assertTrue(good > 100, good + " points");
  }

  private BigInteger number(int i) {
    if (i < 40) {
      return BigInteger.valueOf(i / 2);
    } else if (i < 80) {
      return P.subtract(BigInteger.valueOf(i / 2 - 19));
    }
    byte[] bytes = new byte[EightfoldPoints.BYTES];
    random.nextBytes(bytes);
    return FieldNumbers.number(bytes).clearBit(255).mod(P);
  }

  @Test
  void decode_wrongLength_isRefused() {
    for (int length : new int[] {31, 33}) {
      byte[][] encodings = {new byte[length]};
      assertThrows(IllegalArgumentException.class, () -> EightfoldPoints.decode(encodings));
    }
  }
}
