package io.quittance.verifier.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.ristretto.RistrettoPoint;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.sigma.PubkeyValidity;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sums of errors are those of their definition, and name the items that fail. */
class ErrorSumsTest {
  private static final int ITEMS = 16;

  private final SeededRandom random = new SeededRandom(77);

  @Test
  void sums_ofFailingItems_areThoseOfTheDefinition_andNameThem() throws Exception {
    for (List<Integer> failing :
        List.of(
            List.<Integer>of(),
            List.of(0),
            List.of(15),
            List.of(3, 4),
            List.of(0, 7, 15),
            List.of(1, 2, 8, 9),
            List.of(0, 1, 2, 3, 4, 11),
            List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))) {
      Batch batch = batch(failing);
      int[][] proofs = new int[ITEMS][];
      for (int i = 0; i < ITEMS; i++) {
        proofs[i] = new int[] {i};
      }
      ErrorSums sums = ErrorSums.of(batch, proofs);
      for (int r = 0; r < 5; r++) {
        assertEquals(definition(batch, r), sums.next(), "step " + r);
      }
      ErrorSums again = sums.part(0, ITEMS);
      List<GroupSearch.Found> found = GroupSearch.failing(again, again.next());
      assertEquals(
          failing, found.stream().map(GroupSearch.Found::place).toList(), random.toString());
      for (GroupSearch.Found one : found) {
        RistrettoPoint error = batch.sum(new int[] {one.place()});
        assertEquals(
            error.multiply(one.error().scalar()), one.error().point(), failing + ": " + one);
      }
    }
  }

  @Test
  void claim_ofZeroTimesAnError_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ErrorClaim(0, RistrettoPoint.IDENTITY));
    assertEquals(Scalar.of(6).negate(), new ErrorClaim(-6, RistrettoPoint.BASEPOINT).scalar());
  }

  /** The sum of binomial(i + r, r) times the error of item i. */
  private static RistrettoPoint definition(Batch batch, int r) {
    RistrettoPoint sum = RistrettoPoint.IDENTITY;
    long binomial = 1;
    for (int i = 0; i < ITEMS; i++) {
      sum = sum.add(batch.sum(new int[] {i}).multiply(Scalar.of(binomial)));
      binomial = binomial * (i + 1 + r) / (i + 1);
    }
    return sum;
  }

  @Test
  void sum_thatIsKnown_isNotComputedAgain() throws Exception {
    Batch batch = batch(List.of(2));
    int[][] proofs = {{0}, {1}, {2}};
    ErrorSums sums = ErrorSums.of(batch, proofs);
    int before = batch.multiplications();
    assertEquals(batch.sum(new int[] {2}), sums.skip(batch.sum(new int[] {0, 1, 2})));
    assertEquals(before + 2, batch.multiplications());
    assertTrue(!sums.next().isIdentity());
    assertEquals(before + 3, batch.multiplications());
  }

  @Test
  void group_ofOneItemMoreThanIsSearched_isRefused() throws Exception {
    Batch batch = batch(List.of());
    int[][] proofs = new int[GroupSearch.MAX_ITEMS + 1][];
    Arrays.fill(proofs, new int[] {0});
    ErrorSums sums = ErrorSums.of(batch, proofs);
    assertThrows(
        IllegalArgumentException.class, () -> GroupSearch.failing(sums, RistrettoPoint.IDENTITY));
  }

  private Batch batch(List<Integer> failing) throws Exception {
    Weights weights = new Weights(new SecureRandom());
    Batch batch = new Batch(ITEMS * 2, 1);
    for (int i = 0; i < ITEMS; i++) {
      byte[] data = PubkeyValidity.prove(ElGamalKeypair.random(random), random).toBytes();
      if (failing.contains(i)) {
        data[64] ^= 1;
      }
      Relations relations = new Relations(weights);
      PubkeyValidity.parse(data).relate(relations);
      batch.add(relations);
    }
    batch.decodePoints();
    return batch;
  }
}
