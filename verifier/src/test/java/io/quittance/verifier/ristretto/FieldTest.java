package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.FieldNumbers.P;
import static io.quittance.verifier.ristretto.FieldNumbers.rawValue;
import static io.quittance.verifier.ristretto.FieldNumbers.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Field arithmetic agrees with {@link BigInteger}, at the limits of limbs in particular. */
class FieldTest {
  private static final long SEED = 20260101;
  private static final int RANDOM_ELEMENTS = 60;
  private static final long TIGHT = (1L << 51) + (1L << 14);
  private static final long LOOSE = (1L << 54) - 1;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
  private final List<String> failures = new ArrayList<>();

  @Test
  void multiply_ofLooseByThreeTight_isTheTightProduct() {
    for (long[] a : elements(LOOSE)) {
      for (long[] b : elements(3 * TIGHT)) {
        final long[] product = new long[Field.LIMBS];
        Field.multiply(product, 0, a, 0, b, 0);
        check("multiply", value(a, 0).multiply(value(b, 0)), product, a, b);
        checkTight("multiply", product);
        Field.multiply(product, 0, b, 0, a, 0);
        check("multiply exchanged", value(a, 0).multiply(value(b, 0)), product, a, b);
      }
    }
    assertEquals(List.of(), failures, () -> "seed " + SEED);
  }

  @Test
  void square_ofFourTight_isTheTightSquare() {
    for (long[] a : elements(4 * TIGHT)) {
      final long[] square = new long[Field.LIMBS];
      Field.square(square, 0, a, 0);
      check("square", value(a, 0).pow(2), square, a);
      checkTight("square", square);
      Field.squareTimes(square, 0, a, 0, 7);
      check("square 7 times", value(a, 0).pow(1 << 7), square, a);
      checkTight("square 7 times", square);
    }
    assertEquals(List.of(), failures, () -> "seed " + SEED);
  }

  @Test
  void operations_withOutputOverOperand_areRight() {
    for (long[] a : elements(TIGHT)) {
      final long[] inPlace = a.clone();
      Field.multiply(inPlace, 0, inPlace, 0, inPlace, 0);
      check("multiply in place", value(a, 0).pow(2), inPlace, a);
      Field.square(inPlace, 0, inPlace, 0);
      check("square in place", value(a, 0).pow(4), inPlace, a);
      Field.subtract(inPlace, 0, a, 0, inPlace, 0);
      check("subtract in place", value(a, 0).subtract(value(a, 0).pow(4)), inPlace, a);
      Field.add(inPlace, 0, inPlace, 0, inPlace, 0);
      check("add", value(a, 0).subtract(value(a, 0).pow(4)).shiftLeft(1), inPlace, a);
      Field.negate(inPlace, 0, a, 0);
      check("negate", value(a, 0).negate(), inPlace, a);
    }
    assertEquals(List.of(), failures, () -> "seed " + SEED);
  }

  @Test
  void offsets_inLargerArrays_touchNothingElse() {
    final long[] array = new long[20];
    Arrays.fill(array, 3);
    Field.multiply(array, 7, Constants.D, 0, array, 0);
    Field.square(array, 13, array, 7);
    final BigInteger threes = value(array, 0);
    assertEquals(threes.multiply(value(Constants.D, 0)).mod(P), value(array, 7));
    assertEquals(value(array, 7).pow(2).mod(P), value(array, 13));
    for (int i : new int[] {0, 1, 2, 3, 4, 5, 6, 12, 18, 19}) {
      assertEquals(3, array[i]);
    }
  }

  @Test
  void words_ofAnyRepresentative_areTheCanonicalOnes() {
    final List<long[]> all = elements((1L << 56) - 1);
    for (BigInteger edge : edges()) {
      all.add(FieldNumbers.of(edge));
    }
    for (long[] a : all) {
      final long[] words = new long[4];
      Field.toWords(words, a, 0);
      BigInteger number = BigInteger.ZERO;
      for (int i = 3; i >= 0; i--) {
        number = number.shiftLeft(64).add(new BigInteger(Long.toUnsignedString(words[i])));
      }
      final BigInteger expected = value(a, 0);
      if (!expected.equals(number)) {
        failures.add("words of " + Arrays.toString(a) + " give " + number);
      }
      check("zero", expected.signum() == 0, Field.zeroMask(a, 0) == -1, a);
      check("negative", expected.testBit(0), Field.negativeMask(a, 0) == -1, a);
      final long[] back = new long[Field.LIMBS];
      Field.fromWords(back, 0, words[0], words[1], words[2], words[3] | Long.MIN_VALUE);
      check("from words", expected, back, a);
      final long[] absolute = a.clone();
      Field.absolute(absolute, 0);
      check("absolute", expected.testBit(0) ? expected.negate() : expected, absolute, a);
    }
    assertEquals(List.of(), failures, () -> "seed " + SEED);
  }

  @Test
  void masks_chooseOrKeep() {
    final long[] a = FieldNumbers.of(BigInteger.TWO);
    Field.assignMasked(a, 0, Constants.D, 0, 0);
    assertEquals(BigInteger.TWO, value(a, 0));
    Field.negateMasked(a, 0, 0);
    assertEquals(BigInteger.TWO, value(a, 0));
    Field.negateMasked(a, 0, -1);
    assertEquals(P.subtract(BigInteger.TWO), value(a, 0));
    Field.assignMasked(a, 0, Constants.D, 0, -1);
    assertEquals(-1, Field.equalMask(a, 0, Constants.D, 0));
    assertEquals(0, Field.equalMask(a, 0, Constants.TWO_D, 0));
  }

  @Test
  void inverses_singleAndTogether_areThoseOfFermat() {
    final List<long[]> all = elements(TIGHT);
    all.removeIf(a -> value(a, 0).signum() == 0);
    final int stride = 7;
    final long[] together = new long[2 + stride * all.size()];
    for (int k = 0; k < all.size(); k++) {
      System.arraycopy(all.get(k), 0, together, 2 + k * stride, Field.LIMBS);
      final long[] inverse = new long[Field.LIMBS];
      FieldRoots.invert(inverse, 0, all.get(k), 0);
      check("inverse", value(all.get(k), 0).modInverse(P), inverse, all.get(k));
    }
    FieldRoots.invertAll(together, 2, stride, all.size());
    for (int k = 0; k < all.size(); k++) {
      final BigInteger expected = value(all.get(k), 0).modInverse(P);
      check("together", expected.equals(value(together, 2 + k * stride)), true, all.get(k));
    }
    final long[] ofZero = new long[Field.LIMBS];
    FieldRoots.invert(ofZero, 0, new long[Field.LIMBS], 0);
    assertEquals(BigInteger.ZERO, value(ofZero, 0));
    FieldRoots.invertAll(new long[0], 0, Field.LIMBS, 0);
    assertEquals(List.of(), failures, () -> "seed " + SEED);
  }

  @Test
  void squareRoots_ofRandomRatios_satisfyTheirEquation() {
    final BigInteger rootOfMinusOne = value(Constants.SQRT_M1, 0);
    for (long[] u : elements(TIGHT)) {
      final long[] v = tight(random.nextLong());
      final long[] root = new long[Field.LIMBS];
      final boolean square = FieldRoots.sqrtRatio(root, 0, u, 0, v, 0) == -1;
      final BigInteger left = value(root, 0).pow(2).multiply(value(v, 0)).mod(P);
      final BigInteger right = square ? value(u, 0) : value(u, 0).multiply(rootOfMinusOne).mod(P);
      check("root", right.equals(left), true, u, v);
      check("non-negative", value(root, 0).testBit(0), false, u, v);
    }
    assertEquals(List.of(), failures, () -> "seed " + SEED);
  }

  @Test
  void constants_followFromTheirDefinitions() {
    final BigInteger one = BigInteger.ONE;
    final BigInteger d = value(Constants.D, 0);
    assertEquals(
        BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P), d);
    assertEquals(d.shiftLeft(1).mod(P), value(Constants.TWO_D, 0));
    assertEquals(one.subtract(d.pow(2)).mod(P), value(Constants.ONE_MINUS_D_SQ, 0));
    assertEquals(d.subtract(one).pow(2).mod(P), value(Constants.D_MINUS_ONE_SQ, 0));
    assertEquals(P.subtract(one), value(Constants.SQRT_M1, 0).pow(2).mod(P));
    final BigInteger root = value(Constants.SQRT_AD_MINUS_ONE, 0);
    assertEquals(d.add(one).negate().mod(P), root.pow(2).mod(P));
    final BigInteger inverseRoot = value(Constants.INVSQRT_A_MINUS_D, 0);
    assertEquals(d.add(one).negate().modInverse(P), inverseRoot.pow(2).mod(P));
    assertEquals(one, value(Constants.ONE, 0));
  }

  /** Random and extreme limb vectors whose limbs are at most bound in absolute value. */
  private List<long[]> elements(long bound) {
    final List<long[]> all = new ArrayList<>();
    for (long limb : new long[] {0, bound, -bound, (1L << 51) - 1, 1L << 51, 1, -1}) {
      final long[] same = new long[Field.LIMBS];
      Arrays.fill(same, limb);
      all.add(same);
    }
    all.add(new long[] {bound, -bound, bound, -bound, bound});
    all.add(new long[] {-bound, bound, -bound, bound, -bound});
    for (BigInteger edge : edges()) {
      all.add(FieldNumbers.of(edge));
    }
    for (int i = 0; i < RANDOM_ELEMENTS; i++) {
      final long[] a = new long[Field.LIMBS];
      for (int k = 0; k < Field.LIMBS; k++) {
        a[k] = random.nextLong(-bound, bound + 1);
      }
      all.add(a);
    }
    return all;
  }

  private static List<BigInteger> edges() {
    final BigInteger two255 = BigInteger.ONE.shiftLeft(255);
    return List.of(
        BigInteger.ONE,
        BigInteger.TWO,
        P.subtract(BigInteger.ONE),
        P,
        P.add(BigInteger.ONE),
        P.add(BigInteger.valueOf(18)),
        two255.subtract(BigInteger.ONE),
        two255.shiftRight(1),
        BigInteger.valueOf(19));
  }

  private long[] tight(long seedBits) {
    final long[] a = FieldNumbers.of(BigInteger.valueOf(seedBits).pow(4).mod(P));
    a[0] |= 1;
    return a;
  }

  private void check(String name, BigInteger expected, long[] actual, long[]... operands) {
    check(name, expected.mod(P).equals(value(actual, 0)), true, operands);
  }

  private void check(String name, boolean expected, boolean actual, long[]... operands) {
    if (expected != actual) {
      failures.add(name + " of " + Arrays.deepToString(operands));
    }
  }

  private void checkTight(String name, long[] a) {
    assertTrue(rawValue(a, 0).bitLength() <= 256);
    for (long limb : a) {
      if (Math.abs(limb) > TIGHT) {
        failures.add(name + " is not tight: " + Arrays.toString(a));
      }
    }
  }
}
