package io.quittance.verifier.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.verifier.SeededRandom;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.sigma.PubkeyValidity;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both ways to the sums of errors find the same, and so name the same items. */
class ErrorSumsTest {
  private static final int ITEMS = 16;

  private final SeededRandom random = new SeededRandom(77);

  @Test
  void sums_inBothWays_areEqual_andNameTheItemsThatFail() throws Exception {
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
      ErrorSums large = new ErrorSums.Large(batch, proofs);
      ErrorSums apart = ErrorSums.Apart.of(batch, proofs);
      for (int r = 0; r < 5; r++) {
        assertEquals(apart.next(), large.next(), "step " + r);
      }
      for (ErrorSums sums : List.of(large.part(0, ITEMS), apart.part(0, ITEMS))) {
        assertEquals(failing, GroupSearch.failing(sums, sums.next()), random.toString());
      }
    }
  }

  @Test
  void sum_thatIsKnown_isNotComputedAgain() throws Exception {
    Batch batch = batch(List.of(2));
    int[][] proofs = {{0}, {1}, {2}};
    for (ErrorSums sums :
        List.of(new ErrorSums.Large(batch, proofs), ErrorSums.Apart.of(batch, proofs))) {
      int before = batch.multiplications();
      assertEquals(batch.sum(new int[] {2}), sums.skip(batch.sum(new int[] {0, 1, 2})));
      assertEquals(before + 2, batch.multiplications());
      assertTrue(!sums.next().isIdentity());
      assertEquals(before + 3, batch.multiplications());
    }
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
