package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables of points give the sums that a multiplication without tables gives. */
class FixedPointsTest {
  private static final int POINTS = 40;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
  private final List<RistrettoPoint> points =
      IntStream.range(0, POINTS)
          .mapToObj(
              i ->
                  i == 3
                      ? RistrettoPoint.IDENTITY
                      : RistrettoPoint.BASEPOINT.multiply(ScalarNumbers.random(random)))
          .toList();
  private final FixedPoints fixed = FixedPoints.of(points);

  @Test
  void sums_ofRandomScalars_areRight_forAnyNumberOfThem() {
    for (int count = 0; count <= POINTS; count++) {
      Scalar[] scalars = new Scalar[count];
      Arrays.setAll(scalars, i -> ScalarNumbers.random(random));
      check(scalars);
    }
  }

  @Test
  void sums_ofEdgeScalars_areRight() {
    List<Scalar> edges = ScalarNumbers.edges();
    for (int shift = 0; shift < edges.size(); shift++) {
      Scalar[] scalars = new Scalar[POINTS];
      for (int i = 0; i < POINTS; i++) {
        scalars[i] = edges.get((i + shift) % edges.size());
      }
      check(scalars);
    }
  }

  @Test
  void eachDigit_ofATable_isRight() {
    for (int digit = 0; digit <= 130; digit++) {
      check(new Scalar[] {Scalar.of(digit)});
      check(new Scalar[] {Scalar.of(digit).negate()});
    }
  }

  @Test
  void scalars_asManyAsPoints_areTaken_oneMoreIsRefused() {
    Scalar[] scalars = new Scalar[POINTS + 1];
    Arrays.fill(scalars, Scalar.ONE);
    check(Arrays.copyOf(scalars, fixed.size()));
    assertThrows(IllegalArgumentException.class, () -> fixed.variableTime(scalars));
  }

  @Test
  void sums_withOtherPoints_areTheSameWithAndWithoutLanes() {
    EightLanes lanes = new LaneArithmetic();
    Scalar[] fixedScalars = new Scalar[POINTS];
    Arrays.setAll(fixedScalars, i -> ScalarNumbers.random(random));
    for (int others : new int[] {0, EightLanes.MULTIPLY_FROM - POINTS, 100}) {
      Scalar[] scalars = new Scalar[others];
      RistrettoPoint[] otherPoints = new RistrettoPoint[others];
      Arrays.setAll(scalars, i -> ScalarNumbers.random(random));
      Arrays.setAll(otherPoints, i -> points.get((i * 7) % POINTS));
      RistrettoPoint expected =
          fixed
              .variableTime(fixedScalars)
              .add(MultiscalarMultiplication.variableTime(scalars, otherPoints));
      for (EightLanes choice : new EightLanes[] {null, lanes}) {
        assertEquals(expected, fixed.variableTimeWith(choice, fixedScalars, scalars, otherPoints));
      }
    }
    Scalar[] tooMany = new Scalar[POINTS + 1];
    Arrays.fill(tooMany, Scalar.ONE);
    RistrettoPoint[] hundred = new RistrettoPoint[100];
    for (EightLanes choice : new EightLanes[] {null, lanes}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> fixed.variableTimeWith(choice, tooMany, new Scalar[100], hundred));
      assertThrows(
          IllegalArgumentException.class,
          () -> fixed.variableTimeWith(choice, fixedScalars, new Scalar[99], hundred));
    }
  }

  @Test
  void sums_ofSomePoints_areTheSameWithAndWithoutLanes() {
    EightLanes lanes = new LaneArithmetic();
    List<Scalar> edges = ScalarNumbers.edges();
    for (int count : new int[] {0, 1, 9}) {
      int[][] which = new int[5][count];
      Scalar[][] scalars = new Scalar[5][count];
      RistrettoPoint[] expected = new RistrettoPoint[5];
      for (int j = 0; j < which.length; j++) {
        int shift = j;
        Arrays.setAll(which[j], i -> (i * 5 + shift * 11) % POINTS);
        Arrays.setAll(
            scalars[j],
            i -> i % 2 == 0 ? edges.get((i + shift) % edges.size()) : ScalarNumbers.random(random));
        RistrettoPoint[] chosen =
            Arrays.stream(which[j]).mapToObj(points::get).toArray(RistrettoPoint[]::new);
        expected[j] = MultiscalarMultiplication.plain(scalars[j], chosen);
        assertEquals(expected[j], fixed.variableTimeOfSome(which[j], scalars[j]));
      }
      for (EightLanes choice : new EightLanes[] {null, lanes}) {
        assertArrayEquals(expected, fixed.variableTimeEach(choice, which, scalars));
      }
    }
    int[] two = {0, 1};
    Scalar[] three = {Scalar.ONE, Scalar.ONE, Scalar.ONE};
    assertThrows(IllegalArgumentException.class, () -> fixed.variableTimeOfSome(two, three));
    for (EightLanes choice : new EightLanes[] {null, lanes}) {
      assertThrows(
          IllegalArgumentException.class,
          () -> fixed.variableTimeEach(choice, new int[][] {two}, new Scalar[][] {three}));
    }
  }

  private void check(Scalar[] scalars) {
    RistrettoPoint[] first = points.subList(0, scalars.length).toArray(RistrettoPoint[]::new);
    assertEquals(
        MultiscalarMultiplication.variableTime(scalars, first), fixed.variableTime(scalars));
  }

  @Test
  void sums_inLanes_areThoseOfTheScalarCode() {
    EightLanes lanes = new LaneArithmetic();
    List<RistrettoPoint> many = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      many.addAll(points);
    }
    FixedPoints fixedMany = FixedPoints.of(many);
    List<Scalar> edges = ScalarNumbers.edges();
    for (int count = EightLanes.MULTIPLY_FROM; count <= many.size(); count++) {
      Scalar[] scalars = new Scalar[count];
      int shift = count;
      Arrays.setAll(
          scalars,
          i ->
              i % 3 == 0
                  ? edges.get((i / 3 + shift) % edges.size())
                  : ScalarNumbers.random(random));
      if (count % 8 == 0) {
        scalars[count - 1] = Scalar.ZERO;
      }
      assertEquals(fixedMany.variableTime(null, scalars), fixedMany.variableTime(lanes, scalars));
    }
    Scalar[] zeros = new Scalar[many.size()];
    Arrays.fill(zeros, Scalar.ZERO);
    assertEquals(RistrettoPoint.IDENTITY, fixedMany.variableTime(lanes, zeros));
    for (int digit = 0; digit <= 300; digit++) {
      zeros[digit % zeros.length] = Scalar.of(digit);
      zeros[(digit + 1) % zeros.length] = Scalar.of(digit).negate();
      assertEquals(fixedMany.variableTime(null, zeros), fixedMany.variableTime(lanes, zeros));
    }
  }
}
