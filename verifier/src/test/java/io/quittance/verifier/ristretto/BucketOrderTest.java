package io.quittance.verifier.ristretto;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.verifier.SeededRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Each term is in the bucket of its digit, and no bucket has more than the one before it. */
class BucketOrderTest {
  private static final int BUCKETS = 16;

  private final SeededRandom random = new SeededRandom(20260515);

  @Test
  void terms_ofAnyDigits_areInTheirBucketsOnce() {
    BucketOrder order = new BucketOrder(BUCKETS, 200);
    for (int spread : new int[] {1, 2, 5, BUCKETS}) {
      int[] digits = new int[200];
      for (int k = 0; k < digits.length; k++) {
        digits[k] = random.nextInt(2 * spread + 1) - spread;
      }
      check(order, digits);
    }
    check(order, new int[200]);
    int[] same = new int[200];
    Arrays.fill(same, -BUCKETS);
    check(order, same);
  }

  private void check(BucketOrder order, int[] digits) {
    order.sort(digits);
    int[] found = new int[digits.length];
    boolean[] seen = new boolean[BUCKETS];
    int before = Integer.MAX_VALUE;
    for (int place = 0; place < BUCKETS; place++) {
      int bucket = order.bucket(place);
      assertEquals(false, seen[bucket], "bucket " + bucket + " comes twice, " + random);
      seen[bucket] = true;
      assertEquals(true, order.size(bucket) <= before, "a larger bucket follows, " + random);
      before = order.size(bucket);
      for (int i = 0; i < order.size(bucket); i++) {
        int term = order.term(bucket, i);
        found[term / 2] += term % 2 == 0 ? bucket + 1 : -bucket - 1;
      }
    }
    assertEquals(Arrays.toString(digits), Arrays.toString(found), random.toString());
  }
}
