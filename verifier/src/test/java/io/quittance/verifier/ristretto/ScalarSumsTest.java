package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Sums that are reduced late are the sums of scalars, however many they are. */
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

  /** The largest scalars, as many as are added up unreduced, one more, and far more. */
  @Test
  void sum_ofMoreVectorsThanLimbsHold_isRight() {
    Scalar largest = Scalar.ZERO.subtract(Scalar.ONE);
    ScalarSums full = ScalarSums.empty();
    full.add(new Scalar[] {largest, Scalar.ONE});
    for (int vectors = 1; vectors < ScalarSums.MAX_UNREDUCED; vectors *= 2) {
      full.add(full.copy());
    }
    Scalar count = Scalar.of(ScalarSums.MAX_UNREDUCED);
    assertArrayEquals(new Scalar[] {count.negate(), count}, full.reduced());
    ScalarSums oneMore = full.copy();
    oneMore.add(new Scalar[] {largest, Scalar.ONE});
    Scalar more = count.add(Scalar.ONE);
    assertArrayEquals(new Scalar[] {more.negate(), more}, oneMore.reduced());
    // A full sum added to one that is not empty, to a full one, and to itself.
    ScalarSums one = ScalarSums.empty();
    one.add(new Scalar[] {largest, Scalar.ONE});
    one.add(full);
    assertArrayEquals(new Scalar[] {more.negate(), more}, one.reduced());
    ScalarSums sum = full.copy();
    Scalar expected = count;
    for (int doubled = 0; doubled < 100; doubled++) {
      sum.add(doubled % 2 == 0 ? sum : sum.copy());
      sum.add(full);
      expected = expected.add(expected).add(count);
    }
    assertArrayEquals(new Scalar[] {expected.negate(), expected}, sum.reduced());
    assertArrayEquals(new Scalar[] {count.negate(), count}, full.reduced());
  }

  /** Four times as many as are added up unreduced, of a scalar whose lowest limb is full. */
  @Test
  void sum_ofMillionsOfSingleVectors_isRight() {
    Scalar[] fullLimb = {Scalar.of((1L << 43) - 1)};
    int count = 4 * ScalarSums.MAX_UNREDUCED;
    ScalarSums sums = ScalarSums.empty();
    for (int i = 0; i < count; i++) {
      sums.add(fullLimb);
    }
    assertEquals(fullLimb[0].multiply(Scalar.of(count)), sums.reduced()[0]);
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
