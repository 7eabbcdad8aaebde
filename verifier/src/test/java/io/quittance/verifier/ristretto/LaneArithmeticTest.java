package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.SeededRandom;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Eight lanes find what the scalar code finds, whatever they are given. */
class LaneArithmeticTest {
  private final SeededRandom random = new SeededRandom(20260513);
  private final EightLanes lanes = new LaneArithmetic();

  @Test
  void encodings_ofAllKinds_decodeAsOneByOne() {
    CompressedRistretto[] encodings = encodings();
    List<String> failures = new ArrayList<>();
    int points = 0;
    for (int count : new int[] {0, 1, 7, 8, 9, 23, 24, 25, encodings.length}) {
      CompressedRistretto[] some = Arrays.copyOf(encodings, count);
      RistrettoPoint[] expected = CompressedRistretto.decodeEach(some);
      points += compare(some, expected, lanes.decodeAll(some), failures);
    }
    assertEquals(List.of(), failures, random::toString);
    assertTrue(points > 60, points + " points");
  }

  @Test
  void points_whateverTheirCoordinates_encodeAsOneByOne() {
    List<RistrettoPoint> points = new ArrayList<>();
    RistrettoPoint sum = RistrettoPoint.IDENTITY;
    for (int i = 0; i < 40; i++) {
      points.add(sum); // Z is not 1
      ReferenceCurve coordinates = ReferenceCurve.of(sum);
      for (int turn = 0; turn < 4; turn++) {
        points.add(coordinates.toPoint());
        points.add(coordinates.toPoint().negate());
        coordinates = coordinates.rotated();
      }
      sum = sum.add(RistrettoPoint.BASEPOINT);
    }
    for (int count : new int[] {0, 1, 7, 8, 9, 23, 24, 25, points.size()}) {
      RistrettoPoint[] some = points.subList(0, count).toArray(RistrettoPoint[]::new);
      assertArrayEquals(CompressedRistretto.ofEach(some), lanes.encodeAll(some));
    }
  }

  @Test
  void claims_rightAndWrong_decodeAsOneByOne() {
    CompressedRistretto[] encodings = encodings();
    InverseRoot[] claims = new InverseRoot[encodings.length];
    List<String> failures = new ArrayList<>();
    int points = 0;
    for (int kind = 0; kind < 5; kind++) {
      for (int k = 0; k < claims.length; k++) {
        claims[k] = claim(encodings[k], (k + kind) % 5);
      }
      RistrettoPoint[] expected = CompressedRistretto.decodeClaimedEach(encodings, claims);
      points += compare(encodings, expected, lanes.decodeClaimed(encodings, claims), failures);
    }
    assertEquals(List.of(), failures, random::toString);
    assertTrue(points > 60, points + " points");
  }

  /** The root, its opposite, the root times √−1, nothing, or another number. */
  private InverseRoot claim(CompressedRistretto encoding, int kind) {
    InverseRoot root = InverseRoot.of(encoding);
    long[] limbs = new long[Field.LIMBS];
    root.toField(limbs, 0);
    switch (kind) {
      case 0:
        return root;
      case 1:
        Field.negate(limbs, 0, limbs, 0);
        break;
      case 2:
        Field.multiply(limbs, 0, limbs, 0, Constants.SQRT_M1, 0);
        break;
      case 3:
        return InverseRoot.NONE;
      default:
        byte[] bytes = new byte[InverseRoot.BYTES];
        random.nextBytes(bytes);
        return InverseRoot.of(bytes, 0);
    }
    long[] words = new long[4];
    Field.toWords(words, limbs, 0);
    return InverseRoot.ofWords(words);
  }

  private static int compare(
      CompressedRistretto[] encodings,
      RistrettoPoint[] expected,
      RistrettoPoint[] actual,
      List<String> failures) {
    int points = 0;
    for (int k = 0; k < encodings.length; k++) {
      if ((expected[k] == null) != (actual[k] == null)) {
        failures.add(encodings[k] + " decodes only " + (actual[k] == null ? "alone" : "in lanes"));
      } else if (expected[k] != null) {
        points++;
        if (!ReferenceCurve.of(expected[k]).equals(ReferenceCurve.of(actual[k]))
            || !Edwards.isNormal(actual[k].extended(), 0)) {
          failures.add(encodings[k] + " decodes to another point");
        }
      }
    }
    return points;
  }

  /** Elements, small numbers, p and what follows, the RFC's bad ones, and random bytes. */
  private CompressedRistretto[] encodings() {
    List<CompressedRistretto> all = new ArrayList<>();
    RistrettoPoint point = RistrettoPoint.IDENTITY;
    for (int i = 0; i < 40; i++) {
      all.add(point.compress());
      all.add(encoding(BigInteger.valueOf(i)));
      all.add(encoding(FieldNumbers.P.add(BigInteger.valueOf(i - 20))));
      all.add(encoding(FieldNumbers.number(point.compress().toBytes()).setBit(255)));
      all.add(encoding(FieldNumbers.P.subtract(FieldNumbers.number(point.compress().toBytes()))));
      all.add(encoding(new BigInteger(254, random).clearBit(0)));
      point = point.add(RistrettoPoint.BASEPOINT);
    }
    for (String hex : RfcVectors.BAD_ENCODINGS) {
      all.add(CompressedRistretto.of(HexFormat.of().parseHex(hex)));
    }
    return all.toArray(CompressedRistretto[]::new);
  }

  private static CompressedRistretto encoding(BigInteger number) {
    return CompressedRistretto.of(FieldNumbers.bytes(number, CompressedRistretto.BYTES));
  }

  @Test
  void sums_ofEachSizeAndKindOfScalars_areThoseOfTheScalarCode() {
    List<String> failures = new ArrayList<>();
    RistrettoPoint[] pool = points(150);
    List<Scalar> edges = ScalarNumbers.edges();
    for (int size = 0; size <= 300; size += size < 20 ? 1 : 40) {
      RistrettoPoint[] points = new RistrettoPoint[size];
      Scalar[] scalars = new Scalar[size];
      for (int kind = 0; kind < 4; kind++) {
        for (int i = 0; i < size; i++) {
          points[i] = pool[(i * 11 + kind) % pool.length];
          scalars[i] = scalar(kind, i, edges);
        }
        check(kind + " of " + size, scalars, points, failures);
      }
    }
    assertEquals(List.of(), failures, random::toString);
  }

  private Scalar scalar(int kind, int i, List<Scalar> edges) {
    return switch (kind) {
      case 0 -> ScalarNumbers.random(random);
      case 1 -> edges.get((i * 7) % edges.size());
      case 2 ->
          i % 2 == 0 ? ScalarNumbers.of(new BigInteger(128, random)) : ScalarNumbers.random(random);
      default -> Scalar.of(i % 3);
    };
  }

  @Test
  void sums_ofThousands_areThoseOfTheScalarCode() {
    RistrettoPoint[] pool = points(300);
    int size = 3000;
    RistrettoPoint[] points = new RistrettoPoint[size];
    Scalar[] scalars = new Scalar[size];
    for (int i = 0; i < size; i++) {
      points[i] = pool[i % pool.length];
      scalars[i] = scalar(2, i, List.of());
    }
    List<String> failures = new ArrayList<>();
    check("thousands", scalars, points, failures);
    assertEquals(List.of(), failures, random::toString);
  }

  @Test
  void sums_withManyTermsInOneBucket_areRight() {
    List<String> failures = new ArrayList<>();
    RistrettoPoint p = points(2)[1];
    RistrettoPoint[] points = new RistrettoPoint[100];
    Scalar[] scalars = new Scalar[points.length];
    for (Scalar scalar :
        List.of(Scalar.ZERO, Scalar.ONE, Scalar.ONE.negate(), ScalarNumbers.random(random))) {
      Arrays.fill(scalars, scalar);
      Arrays.fill(points, p);
      check("equal points", scalars, points, failures);
      for (int i = 0; i < points.length; i++) {
        points[i] = i % 2 == 0 ? p : p.negate();
      }
      check("opposite points", scalars, points, failures);
      for (int i = 0; i < points.length; i++) {
        points[i] = p;
        scalars[i] = i % 2 == 0 ? scalar : scalar.negate();
      }
      check("opposite scalars", scalars, points, failures);
      Arrays.fill(points, RistrettoPoint.IDENTITY);
      check("identities", scalars, points, failures);
    }
    assertEquals(List.of(), failures, random::toString);
  }

  @Test
  void sumsEach_ofUnequalLengthsAndAllKinds_areThoseOfTheScalarCode() {
    List<String> failures = new ArrayList<>();
    RistrettoPoint[] pool = points(60);
    List<Scalar> edges = ScalarNumbers.edges();
    for (int count = 0; count <= 18; count += count < 9 ? 1 : 3) {
      for (int kind = 0; kind < 5; kind++) {
        Scalar[][] scalars = new Scalar[count][];
        RistrettoPoint[][] points = new RistrettoPoint[count][];
        for (int j = 0; j < count; j++) {
          int size = kind == 4 ? 0 : (j * 19 + kind * 5 + count) % 51;
          scalars[j] = new Scalar[size];
          points[j] = new RistrettoPoint[size];
          for (int i = 0; i < size; i++) {
            scalars[j][i] = scalar(kind, i + j, edges);
            points[j][i] = pool[(i * 11 + j) % pool.length];
          }
        }
        RistrettoPoint[] sums = lanes.sumEach(scalars, points);
        assertEquals(count, sums.length);
        for (int j = 0; j < count; j++) {
          if (!MultiscalarMultiplication.plain(scalars[j], points[j]).equals(sums[j])) {
            failures.add("sum " + j + " of " + count + " with scalars of kind " + kind);
          }
        }
      }
    }
    assertEquals(List.of(), failures, random::toString);
  }

  @Test
  void sumsEach_ofEqualAndOppositePoints_areRight() {
    List<String> failures = new ArrayList<>();
    RistrettoPoint p = points(2)[1];
    for (Scalar scalar : ScalarNumbers.edges()) {
      Scalar[][] scalars = {
        {scalar, scalar}, {scalar, scalar.negate()}, {scalar, Scalar.ONE}, {scalar}
      };
      RistrettoPoint[][] points = {{p, p.negate()}, {p, p}, {p, p}, {RistrettoPoint.IDENTITY}};
      RistrettoPoint[] sums = lanes.sumEach(scalars, points);
      for (int j = 0; j < sums.length; j++) {
        if (!MultiscalarMultiplication.plain(scalars[j], points[j]).equals(sums[j])) {
          failures.add("case " + j + " with " + scalar);
        }
      }
    }
    assertEquals(List.of(), failures, random::toString);
  }

  private void check(
      String what, Scalar[] scalars, RistrettoPoint[] points, List<String> failures) {
    RistrettoPoint expected =
        RistrettoPoint.ofExtended(
            scalars.length < 50
                ? Straus.variableTime(scalars, points)
                : Pippenger.variableTime(scalars, points));
    if (!expected.equals(lanes.sum(scalars, points))) {
      failures.add(what);
    }
  }

  /** Random points, the identity first; every second with a Z that is not 1. */
  private RistrettoPoint[] points(int count) {
    RistrettoPoint[] points = new RistrettoPoint[count];
    points[0] = RistrettoPoint.IDENTITY;
    byte[] bytes = new byte[64];
    for (int i = 1; i < count; i++) {
      random.nextBytes(bytes);
      points[i] = RistrettoPoint.fromUniformBytes(bytes);
      if (i % 2 == 0) {
        points[i] = points[i].add(points[i - 1]);
      }
    }
    return points;
  }

  @Test
  void module_inThisProcess_isFoundUnlessTheVectorsAreNarrow() {
    assertTrue(ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent());
    if (lanes.isPreferred()) {
      assertNotNull(VectorUnit.offered());
    } else {
      assertEquals(null, VectorUnit.offered());
    }
  }
}
