package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** All ways to multiply agree with the sum of single products, whose scalars are numbers. */
class MultiscalarMultiplicationTest {
  private static final long SEED = 20260104;
  private static final int DISTINCT_POINTS = 16;

  /** Known multiples of the base point: the expected sum is then one product by a number. */
  private static final BigInteger[] LOGARITHMS = new BigInteger[DISTINCT_POINTS];

  private static final RistrettoPoint[] KNOWN = new RistrettoPoint[DISTINCT_POINTS];

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

  @BeforeAll
  static void computeKnownPoints() {
    final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(-SEED);
    final ReferenceCurve base = ReferenceCurve.of(RistrettoPoint.BASEPOINT);
    for (int i = 0; i < DISTINCT_POINTS; i++) {
      LOGARITHMS[i] = i == 0 ? BigInteger.ZERO : ScalarNumbers.value(ScalarNumbers.random(random));
      final RistrettoPoint point = base.multiply(LOGARITHMS[i]).toPoint();
      // Every second point gets coordinates whose Z is not 1.
      KNOWN[i] = i % 2 == 0 ? point : point.subtract(KNOWN[0]);
    }
  }

  @Test
  void sums_ofRandomScalars_areRightAtEverySize() {
    for (int size : new int[] {0, 1, 2, 31, 127, 128, 129, 190, 500, 1500, 6000, 20_000}) {
      final Scalar[] scalars = new Scalar[size];
      for (int i = 0; i < size; i++) {
        scalars[i] = ScalarNumbers.random(random);
      }
      check(scalars, size <= 500);
    }
  }

  @Test
  void sums_ofEdgeScalars_areRight() {
    final List<Scalar> edges = ScalarNumbers.edges();
    for (int size : new int[] {1, 2, 45, 250, 900}) {
      final Scalar[] scalars = new Scalar[size];
      for (int i = 0; i < size; i++) {
        scalars[i] = edges.get((i * 7 + size) % edges.size());
      }
      check(scalars, true);
    }
  }

  @Test
  void sums_ofShortScalars_areRight() {
    for (int size : new int[] {40, 300}) {
      final Scalar[] scalars = new Scalar[size];
      for (int i = 0; i < size; i++) {
        scalars[i] = ScalarNumbers.of(new BigInteger(128, new Random(SEED + i)));
      }
      check(scalars, true);
      for (int i = 0; i < size; i++) {
        scalars[i] = Scalar.of(i % 3);
      }
      check(scalars, true);
    }
  }

  @Test
  void sums_ofRepeatedPoints_areRight() {
    for (int size : new int[] {5, 260}) {
      final Scalar[] scalars = new Scalar[size];
      final RistrettoPoint[] points = new RistrettoPoint[size];
      Scalar sum = Scalar.ZERO;
      for (int i = 0; i < size; i++) {
        scalars[i] = i % 2 == 0 ? ScalarNumbers.random(random) : scalars[i - 1].negate();
        points[i] = KNOWN[5];
        sum = sum.add(scalars[i]);
      }
      final RistrettoPoint expected = KNOWN[5].multiply(sum);
      assertEquals(expected, MultiscalarMultiplication.variableTime(scalars, points));
      assertEquals(expected, MultiscalarMultiplication.constantTime(scalars, points));
    }
  }

  @Test
  void sums_ofZerosOrIdentities_areTheIdentity() {
    for (int size : new int[] {0, 1, 20, 220}) {
      final Scalar[] scalars = new Scalar[size];
      final RistrettoPoint[] points = new RistrettoPoint[size];
      Arrays.fill(scalars, Scalar.ZERO);
      Arrays.fill(points, KNOWN[3]);
      assertTrue(MultiscalarMultiplication.variableTime(scalars, points).isIdentity());
      assertTrue(MultiscalarMultiplication.constantTime(scalars, points).isIdentity());
      Arrays.setAll(scalars, i -> ScalarNumbers.random(random));
      Arrays.fill(points, RistrettoPoint.IDENTITY);
      assertTrue(MultiscalarMultiplication.variableTime(scalars, points).isIdentity());
      assertTrue(MultiscalarMultiplication.constantTime(scalars, points).isIdentity());
    }
  }

  @Test
  void choices_ofAllBits_areTheSumOfWhatTheyChoose() {
    for (int size : new int[] {0, 1, 2, 64}) {
      final Scalar[] bits = new Scalar[size];
      final RistrettoPoint[] ifSet = points(size);
      final RistrettoPoint[] ifClear = new RistrettoPoint[size];
      Arrays.setAll(ifClear, i -> i == 5 ? RistrettoPoint.IDENTITY : KNOWN[(i + 1) % KNOWN.length]);
      for (int pattern = 0; pattern < 4; pattern++) {
        RistrettoPoint expected = RistrettoPoint.IDENTITY;
        for (int i = 0; i < size; i++) {
          final boolean set = pattern == 3 ? random.nextBoolean() : (pattern >> i % 2 & 1) == 1;
          bits[i] = set ? Scalar.ONE : Scalar.ZERO;
          expected = expected.add(set ? ifSet[i] : ifClear[i]);
        }
        final RistrettoPoint sum =
            MultiscalarMultiplication.constantTimeChoice(bits, ifSet, ifClear);
        assertEquals(expected, sum);
        assertTrue(sum.isPoint());
      }
    }
  }

  @Test
  void buckets_ofFewPoints_areRightAsWell() {
    for (int size = 0; size < 40; size++) {
      final Scalar[] scalars = new Scalar[size];
      Arrays.setAll(scalars, i -> ScalarNumbers.random(random));
      final RistrettoPoint[] points = points(size);
      assertEquals(
          RistrettoPoint.ofExtended(Straus.variableTime(scalars, points)),
          RistrettoPoint.ofExtended(Pippenger.variableTime(scalars, points)));
    }
  }

  @Test
  void lengths_thatDiffer_areRefused() {
    final Scalar[] scalars = {Scalar.ONE, Scalar.ONE};
    assertThrows(
        IllegalArgumentException.class,
        () -> MultiscalarMultiplication.variableTime(scalars, points(3)));
    assertThrows(
        IllegalArgumentException.class,
        () -> MultiscalarMultiplication.constantTime(scalars, points(1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> MultiscalarMultiplication.constantTimeChoice(scalars, points(1), points(2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> MultiscalarMultiplication.constantTimeChoice(scalars, points(2), points(3)));
  }

  private void check(Scalar[] scalars, boolean constantTimeToo) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < scalars.length; i++) {
      sum = sum.add(ScalarNumbers.value(scalars[i]).multiply(LOGARITHMS[i % DISTINCT_POINTS]));
    }
    final ReferenceCurve expected =
        ReferenceCurve.of(RistrettoPoint.BASEPOINT).multiply(sum.mod(ScalarNumbers.L));
    final RistrettoPoint[] points = points(scalars.length);
    final String what = scalars.length + " points, seed " + SEED;
    assertEquals(expected.toPoint(), MultiscalarMultiplication.variableTime(scalars, points), what);
    if (constantTimeToo) {
      assertEquals(
          expected.toPoint(), MultiscalarMultiplication.constantTime(scalars, points), what);
    }
  }

  private RistrettoPoint[] points(int size) {
    final RistrettoPoint[] points = new RistrettoPoint[size];
    for (int i = 0; i < size; i++) {
      points[i] = KNOWN[i % DISTINCT_POINTS];
    }
    return points;
  }
}
