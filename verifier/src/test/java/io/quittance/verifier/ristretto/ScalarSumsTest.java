package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Sums that are reduced late are the sums of scalars, up to the last that may be added. */
class ScalarSumsTest {
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(8);

  @Test
  void sums_ofVectorsOfSeveralLengths_areThoseOfTheScalars() {
    List<Scalar> edges = ScalarNumbers.edges();
    ScalarSums sums = ScalarSums.empty();
    Scalar[] expected = new Scalar[40];
    Arrays.fill(expected, Scalar.ZERO);
    for (int length : new int[] {0, 3, 40, 17, 40, 1}) {
      Scalar[] vector = new Scalar[length];
      for (int i = 0; i < length; i++) {
        vector[i] = i % 2 == 0 ? edges.get(i % edges.size()) : ScalarNumbers.random(random);
        expected[i] = expected[i].add(vector[i]);
      }
      sums.add(vector);
    }
    assertArrayEquals(expected, sums.reduced());
  }

  @Test
  void sum_ofAsManyVectorsAsItTakes_isRight_andOneMoreIsRefused() {
    Scalar largest = Scalar.ZERO.subtract(Scalar.ONE);
    ScalarSums sums = ScalarSums.empty();
    sums.add(new Scalar[] {largest, Scalar.ONE});
    for (int vectors = 1; vectors < ScalarSums.MAX_VECTORS; vectors *= 2) {
      sums.add(sums.copy());
    }
    Scalar count = Scalar.of(ScalarSums.MAX_VECTORS);
    assertArrayEquals(new Scalar[] {count.negate(), count}, sums.reduced());
    ScalarSums one = ScalarSums.empty();
    one.add(new Scalar[] {Scalar.ONE});
    assertThrows(IllegalStateException.class, () -> sums.add(one));
    assertThrows(IllegalStateException.class, () -> sums.add(new Scalar[] {Scalar.ONE}));
    assertArrayEquals(new Scalar[] {count.negate(), count}, sums.reduced());
  }

  @Test
  void copy_isNotChangedByWhatIsAddedToTheOther() {
    ScalarSums sums = ScalarSums.empty();
    sums.add(new Scalar[] {Scalar.ONE});
    ScalarSums copy = sums.copy();
    sums.add(copy);
    assertEquals(Scalar.ONE, copy.reduced()[0]);
    assertEquals(Scalar.of(2), sums.reduced()[0]);
  }
}
