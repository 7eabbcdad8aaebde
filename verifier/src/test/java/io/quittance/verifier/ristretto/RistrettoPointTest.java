package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.InvalidProofException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** The group law agrees with affine {@link BigInteger} arithmetic on the curve. */
class RistrettoPointTest {
  private static final long SEED = 20260103;
  private static final RistrettoPoint B = RistrettoPoint.BASEPOINT;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

  @Test
  void sums_ofAllPairs_agreeWithTheCurve() {
    for (RistrettoPoint a : points()) {
      final ReferenceCurve ra = ReferenceCurve.of(a);
      assertEquals(ra.add(ra), ReferenceCurve.of(a.doubled()));
      assertEquals(
          ReferenceCurve.IDENTITY, ReferenceCurve.of(a.add(a.negate())), () -> "seed " + SEED);
      for (RistrettoPoint b : points()) {
        final ReferenceCurve rb = ReferenceCurve.of(b);
        assertEquals(ra.add(rb), ReferenceCurve.of(a.add(b)), () -> "seed " + SEED);
        assertEquals(ra, ReferenceCurve.of(a.subtract(b).add(b)), () -> "seed " + SEED);
        assertEquals(ra.equals(rb), a.equals(b));
      }
    }
  }

  @Test
  void multiples_byEdgeAndRandomScalars_agreeWithTheCurve() {
    final List<Scalar> scalars = ScalarNumbers.edges();
    for (int i = 0; i < 8; i++) {
      scalars.add(ScalarNumbers.random(random));
    }
    final RistrettoPoint point = randomPoint();
    final FixedBase table = FixedBase.of(point);
    assertEquals(point, table.point());
    for (Scalar scalar : scalars) {
      final ReferenceCurve expected =
          ReferenceCurve.of(point).multiply(ScalarNumbers.value(scalar));
      assertEquals(expected, ReferenceCurve.of(point.multiply(scalar)), () -> "seed " + SEED);
      assertEquals(expected, ReferenceCurve.of(table.multiply(scalar)), () -> "seed " + SEED);
    }
    assertTrue(FixedBase.of(RistrettoPoint.IDENTITY).multiply(scalars.get(5)).isIdentity());
  }

  @Test
  void multiples_byPowersOfTwo_areRepeatedDoublings() {
    RistrettoPoint expected = B;
    for (int exponent = 0; exponent < 40; exponent++) {
      assertEquals(expected, B.multiplyByPowerOfTwo(exponent));
      expected = expected.doubled();
    }
    assertThrows(IllegalArgumentException.class, () -> B.multiplyByPowerOfTwo(-1));
  }

  @Test
  void coordinates_ofTheSameElement_areEqualAndEncodeAlike() {
    for (RistrettoPoint point : points()) {
      ReferenceCurve other = ReferenceCurve.of(point);
      for (int turn = 0; turn < 4; turn++) {
        assertEquals(point, other.toPoint());
        assertEquals(point.compress(), other.toPoint().compress());
        assertEquals(point.hashCode(), other.toPoint().hashCode());
        assertEquals(point.isIdentity(), other.toPoint().isIdentity());
        other = other.rotated();
      }
      assertNotEquals(point, point.add(B));
    }
    assertFalse(B.equals(null));
    assertNotEquals((Object) B, "a text");
  }

  @Test
  void encodings_ofElements_decodeToTheSameElement() throws InvalidProofException {
    for (RistrettoPoint point : points()) {
      final RistrettoPoint decoded = point.compress().decode();
      ReferenceCurve.of(decoded);
      assertTrue(Edwards.isNormal(decoded.extended(), 0));
      assertEquals(point, decoded);
      assertEquals(point.compress(), decoded.compress());
      assertEquals(point.toString(), decoded.toString());
    }
  }

  @Test
  void encodings_ofDoublesTogether_areThoseOfEachDouble() {
    final List<RistrettoPoint> all = points();
    for (RistrettoPoint point : points()) {
      final ReferenceCurve rotated = ReferenceCurve.of(point).rotated();
      all.add(rotated.toPoint());
      all.add(rotated.rotated().rotated().toPoint());
    }
    final CompressedRistretto[] encodings =
        CompressedRistretto.ofDoubles(all.toArray(new RistrettoPoint[0]));
    for (int i = 0; i < encodings.length; i++) {
      assertEquals(all.get(i).doubled().compress(), encodings[i], "point " + i);
    }
    assertEquals(0, CompressedRistretto.ofDoubles(new RistrettoPoint[0]).length);
  }

  @Test
  void identity_isTheOnlyIdentity() {
    assertTrue(RistrettoPoint.IDENTITY.isIdentity());
    assertTrue(B.multiply(Scalar.ZERO).isIdentity());
    assertTrue(B.multiply(Scalar.ONE.negate()).add(B).isIdentity());
    assertFalse(B.isIdentity());
    assertFalse(B.multiply(Scalar.ONE.negate()).isIdentity());
    assertEquals(CompressedRistretto.IDENTITY, RistrettoPoint.IDENTITY.compress());
  }

  @Test
  void uniformBytes_ofOtherLengths_areRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> RistrettoPoint.fromUniformBytes(new byte[63]));
    assertThrows(
        IllegalArgumentException.class, () -> RistrettoPoint.fromUniformBytes(new byte[65]));
  }

  private RistrettoPoint randomPoint() {
    final byte[] bytes = new byte[64];
    random.nextBytes(bytes);
    return RistrettoPoint.fromUniformBytes(bytes);
  }

  private List<RistrettoPoint> points() {
    final List<RistrettoPoint> points =
        new ArrayList<>(List.of(RistrettoPoint.IDENTITY, B, B.doubled(), B.negate()));
    for (int i = 0; i < 6; i++) {
      points.add(randomPoint());
    }
    points.add(points.get(points.size() - 1).doubled());
    points.add(points.get(points.size() - 1).negate().add(B));
    return points;
  }

  /** What a fault of the machine may leave behind. */
  @Test
  void coordinates_thatAreNoPoint_areNotTheIdentity_equalNothing_andHaveNoEncoding() {
    RistrettoPoint zeros = RistrettoPoint.ofExtended(new long[Edwards.EXTENDED]);
    assertFalse(zeros.isIdentity());
    assertFalse(zeros.equals(RistrettoPoint.IDENTITY));
    assertFalse(RistrettoPoint.IDENTITY.equals(zeros));
    assertFalse(zeros.equals(B));
    assertFalse(B.equals(zeros));
    assertThrows(IllegalStateException.class, zeros::compress);
    assertFalse(PointSequence.descending(zeros, B).isIdentity());
    assertFalse(Edwards.isPoint(zeros.extended()));
    // Each coordinate of (0 : 1 : 1 : 0) changed: X, then Y, Z, T.
    for (int at = 0; at < Edwards.EXTENDED; at += Field.LIMBS) {
      long[] coordinates = RistrettoPoint.IDENTITY.extended().clone();
      coordinates[at] += 2;
      RistrettoPoint none = RistrettoPoint.ofExtended(coordinates);
      assertFalse(none.isIdentity(), "coordinate " + at / Field.LIMBS);
      assertFalse(PointSequence.descending(none, RistrettoPoint.IDENTITY).isIdentity());
      assertFalse(Edwards.isPoint(coordinates), "coordinate " + at / Field.LIMBS);
      long[] ofBase = B.extended().clone();
      assertTrue(Edwards.isPoint(ofBase));
      ofBase[at] += 2;
      assertFalse(Edwards.isPoint(ofBase), "coordinate " + at / Field.LIMBS);
    }
  }
}
