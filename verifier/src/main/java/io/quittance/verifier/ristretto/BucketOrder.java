package io.quittance.verifier.ristretto;

import java.util.Arrays;

/**
 * Terms sorted by the bucket of their digit, and buckets by how many terms they have: so that eight
 * neighbouring buckets, which are filled together, are done at almost the same time. Bucket b takes
 * the terms of the digits b + 1 and −(b + 1). Two counting sorts; reused for every window.
 */
final class BucketOrder {
  /** Where the terms of a bucket start; one more than there are buckets. */
  private final int[] starts;

  /** Twice the number of a term, and one more if its digit is negative. */
  private final int[] terms;

  /** The buckets, those with most terms first. */
  private final int[] bySize;

  private final int[] next;
  private int[] sizes;

  BucketOrder(int buckets, int count) {
    starts = new int[buckets + 1];
    terms = new int[count];
    bySize = new int[buckets];
    next = new int[buckets];
    sizes = new int[0];
  }

  /** Sorts the terms with these digits, one for each term; those with the digit 0 are left out. */
  void sort(int[] digits) {
    Arrays.fill(starts, 0);
    for (int digit : digits) {
      // Terms with the digit 0 are counted where nobody looks: as if before the first bucket.
      starts[Math.abs(digit)]++;
    }
    starts[0] = 0;
    for (int b = 1; b < starts.length; b++) {
      starts[b] += starts[b - 1];
    }
    System.arraycopy(starts, 0, next, 0, next.length);
    for (int k = 0; k < digits.length; k++) {
      final int digit = digits[k];
      if (digit != 0) {
        terms[next[Math.abs(digit) - 1]++] = 2 * k + (digit >>> 31);
      }
    }
    sortBuckets();
  }

  private void sortBuckets() {
    int largest = 0;
    for (int b = 0; b < bySize.length; b++) {
      largest = Math.max(largest, size(b));
    }
    sizes = sizes.length > largest + 1 ? sizes : new int[largest + 2];
    Arrays.fill(sizes, 0);
    for (int b = 0; b < bySize.length; b++) {
      sizes[largest - size(b) + 1]++;
    }
    for (int s = 1; s <= largest + 1; s++) {
      sizes[s] += sizes[s - 1];
    }
    for (int b = 0; b < bySize.length; b++) {
      bySize[sizes[largest - size(b)]++] = b;
    }
  }

  /** How many terms a bucket has. */
  int size(int bucket) {
    return starts[bucket + 1] - starts[bucket];
  }

  /** The bucket at a place in the order of sizes. */
  int bucket(int place) {
    return bySize[place];
  }

  /** A term of a bucket: twice its number, and one more if its digit is negative. */
  int term(int bucket, int index) {
    return terms[starts[bucket] + index];
  }
}
