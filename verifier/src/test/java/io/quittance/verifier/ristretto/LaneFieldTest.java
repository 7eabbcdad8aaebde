package io.quittance.verifier.ristretto;

import static io.quittance.verifier.ristretto.FieldNumbers.P;
import static io.quittance.verifier.ristretto.FieldNumbers.value;
import static io.quittance.verifier.ristretto.LaneField.LANES;
import static io.quittance.verifier.ristretto.LaneField.SIZE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.verifier.SeededRandom;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Arithmetic in lanes agrees with {@link BigInteger}, at the limits of limbs in particular. */
class LaneFieldTest {
  /** |a| · |b| of a product may be this; halved once, it is below the square of 2^53. */
  private static final long LARGEST = 1L << 53;

  private static final long PARTNER_OF_LARGEST = 13L << 48;

  /** Two equal factors may be this: the root of 13 · 2^101, rounded down. */
  private static final long ROOT_OF_LIMIT =
      BigInteger.valueOf(13).shiftLeft(101).sqrt().longValueExact();

  private static final long TIGHT_MIN = -(1L << 15);
  private static final long TIGHT_MAX = (1L << 51) + (1L << 15);
  private static final int RANDOM_ELEMENTS = 30;

  private final SeededRandom random = new SeededRandom(20260512);
  private final List<String> failures = new ArrayList<>();

  @Test
  void multiply_atTheLimits_isTheTightProduct() {
    long[][] bounds = {
      {LARGEST, PARTNER_OF_LARGEST}, {ROOT_OF_LIMIT, ROOT_OF_LIMIT}, {TIGHT_MAX, 6 * TIGHT_MAX},
      {2 * TIGHT_MAX, 3 * TIGHT_MAX}, {TIGHT_MAX, TIGHT_MAX}, {1, 1}
    };
    for (long[] bound : bounds) {
      List<long[]> left = elements(Math.min(bound[0], LARGEST));
      List<long[]> right = elements(Math.min(bound[1], LARGEST));
      for (int shift = 0; shift < left.size(); shift++) {
        checkProducts(left, right, shift);
        checkProducts(right, left, shift);
      }
    }
    assertEquals(List.of(), failures, random::toString);
  }

  private void checkProducts(List<long[]> left, List<long[]> right, int shift) {
    for (int from = 0; from < left.size(); from += LANES) {
      long[] f = new long[3 * SIZE];
      for (int lane = 0; lane < LANES; lane++) {
        LaneField.setLane(f, 0, lane, left.get((from + lane) % left.size()), 0, 1);
        LaneField.setLane(f, SIZE, lane, right.get((from + lane + shift) % right.size()), 0, 1);
      }
      LaneField.multiply(f, 2 * SIZE, f, 0, f, SIZE);
      for (int lane = 0; lane < LANES; lane++) {
        check("product", lane(f, 0, lane).multiply(lane(f, SIZE, lane)), f, 2 * SIZE, lane);
        checkTight(f, 2 * SIZE, lane);
      }
      LaneField.multiply(f, 0, f, 0, f, SIZE);
      assertEquals(List.of(), differences(f, 0, f, 2 * SIZE), "over its operand, " + random);
    }
  }

  @Test
  void square_atTheLimit_isTheTightSquare() {
    for (long bound : new long[] {ROOT_OF_LIMIT, 2 * TIGHT_MAX, TIGHT_MAX, 1}) {
      eachEight(
          elements(bound),
          f -> {
            LaneField.square(f, SIZE, f, 0);
            for (int lane = 0; lane < LANES; lane++) {
              check("square", lane(f, 0, lane).pow(2), f, SIZE, lane);
              checkTight(f, SIZE, lane);
            }
            LaneField.square(f, 0, f, 0);
            failures.addAll(differences(f, 0, f, SIZE));
          });
    }
    assertEquals(List.of(), failures, random::toString);
  }

  @Test
  void sumsDifferencesAndOpposites_areRightInEachLane() {
    eachEight(
        elements(TIGHT_MAX),
        f -> {
          System.arraycopy(f, 0, f, SIZE, SIZE);
          f[SIZE + 3] += 77;
          LaneField.add(f, 2 * SIZE, f, 0, f, SIZE);
          LaneField.subtract(f, 3 * SIZE, f, 2 * SIZE, f, 0);
          failures.addAll(differences(f, 3 * SIZE, f, SIZE));
          LaneField.negate(f, 3 * SIZE);
          for (int lane = 0; lane < LANES; lane++) {
            check("sum", lane(f, 0, lane).add(lane(f, SIZE, lane)), f, 2 * SIZE, lane);
            check("opposite", lane(f, SIZE, lane).negate(), f, 3 * SIZE, lane);
          }
        });
    assertEquals(List.of(), failures, random::toString);
  }

  @Test
  void canonicalForms_ofAnyRepresentative_areTheOnesBelowP() {
    List<long[]> all = elements((1L << 56) - 1);
    for (BigInteger edge : edges()) {
      all.add(FieldNumbers.of(edge));
      all.add(negated(FieldNumbers.of(edge)));
    }
    eachEight(
        all,
        f -> {
          LaneField.canonical(f, SIZE, f, 0);
          LaneField.zeroMasks(f, 2 * SIZE, f, SIZE);
          LaneField.oddMasks(f, 2 * SIZE + LANES, f, SIZE);
          for (int lane = 0; lane < LANES; lane++) {
            long[] limbs = new long[Field.LIMBS];
            LaneField.getLane(limbs, 0, f, SIZE, lane, 1);
            BigInteger expected = lane(f, 0, lane);
            if (!Arrays.equals(FieldNumbers.of(expected), limbs)) {
              failures.add("canonical form of " + expected + " is " + Arrays.toString(limbs));
            }
            if ((f[2 * SIZE + lane] == -1) != (expected.signum() == 0)
                || (f[2 * SIZE + LANES + lane] == -1) != expected.testBit(0)) {
              failures.add("masks of " + expected);
            }
          }
        });
    assertEquals(List.of(), failures, random::toString);
  }

  @Test
  void masks_chooseLaneByLane() {
    long[] masks = {0, -1, -1, 0, 0, 0, -1, 0};
    eachEight(
        elements(TIGHT_MAX),
        f -> {
          System.arraycopy(LaneField.constant(Constants.D), 0, f, SIZE, SIZE);
          System.arraycopy(f, 0, f, 2 * SIZE, SIZE);
          LaneField.assignMasked(f, 2 * SIZE, f, SIZE, masks, 0);
          System.arraycopy(f, 0, f, 3 * SIZE, SIZE);
          LaneField.negateMasked(f, 3 * SIZE, masks, 0);
          for (int lane = 0; lane < LANES; lane++) {
            boolean masked = masks[lane] != 0;
            BigInteger before = lane(f, 0, lane);
            check("chosen", masked ? value(Constants.D, 0) : before, f, 2 * SIZE, lane);
            check("negated", masked ? before.negate() : before, f, 3 * SIZE, lane);
          }
        });
    assertEquals(List.of(), failures, random::toString);
  }

  private interface Trial {
    /** Works on eight elements at index 0 of an array with room for three more lane elements. */
    void run(long[] f);
  }

  private static void eachEight(List<long[]> elements, Trial trial) {
    for (int from = 0; from < elements.size(); from += LANES) {
      long[] f = new long[4 * SIZE];
      for (int lane = 0; lane < LANES; lane++) {
        LaneField.setLane(f, 0, lane, elements.get((from + lane) % elements.size()), 0, 1);
      }
      trial.run(f);
    }
  }

  /** Random and extreme limb vectors whose limbs are at most bound in absolute value. */
  private List<long[]> elements(long bound) {
    List<long[]> all = new ArrayList<>();
    for (long limb : new long[] {0, bound, -bound, bound - 1, bound / 2, 1, -1}) {
      long[] same = new long[Field.LIMBS];
      Arrays.fill(same, Math.min(limb, bound));
      all.add(same);
    }
    all.add(new long[] {bound, -bound, bound, -bound, bound});
    all.add(new long[] {-bound, bound, -bound, bound, -bound});
    for (int k = 0; k < Field.LIMBS; k++) {
      long[] single = new long[Field.LIMBS];
      single[k] = k % 2 == 0 ? bound : -bound;
      all.add(single);
    }
    for (int i = 0; i < RANDOM_ELEMENTS; i++) {
      long[] a = new long[Field.LIMBS];
      Arrays.setAll(a, k -> (random.nextLong() >>> 1) % (2 * bound + 1) - bound);
      all.add(a);
    }
    return all;
  }

  private static List<BigInteger> edges() {
    List<BigInteger> edges = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      edges.add(BigInteger.valueOf(i));
      edges.add(P.add(BigInteger.valueOf(i - 1)));
    }
    return edges;
  }

  private static long[] negated(long[] limbs) {
    return Arrays.stream(limbs).map(limb -> -limb).toArray();
  }

  private static BigInteger lane(long[] f, int at, int lane) {
    long[] limbs = new long[Field.LIMBS];
    LaneField.getLane(limbs, 0, f, at, lane, 1);
    return value(limbs, 0);
  }

  private static List<String> differences(long[] a, int i, long[] b, int j) {
    List<String> differences = new ArrayList<>();
    for (int k = 0; k < SIZE; k++) {
      if (a[i + k] != b[j + k]) {
        differences.add("limb " + k / LANES + " of lane " + k % LANES);
      }
    }
    return differences;
  }

  private void check(String name, BigInteger expected, long[] f, int at, int lane) {
    if (!expected.mod(P).equals(lane(f, at, lane))) {
      failures.add(name + " in lane " + lane + " of " + Arrays.toString(f));
    }
  }

  private void checkTight(long[] f, int at, int lane) {
    for (int k = 0; k < Field.LIMBS; k++) {
      long limb = f[at + k * LANES + lane];
      if (limb < TIGHT_MIN || limb > TIGHT_MAX) {
        failures.add("not tight: " + limb);
      }
    }
  }
}
