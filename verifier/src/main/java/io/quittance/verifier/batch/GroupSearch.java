package io.quittance.verifier.batch;

import io.quittance.verifier.ristretto.PointSequence;
import io.quittance.verifier.ristretto.RistrettoPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Names the failing items of a small group, k of them, with k + 1 sums, where halving needs about
 * k*log2(n/k): the idea of Law and Matt, "Finding invalid signatures in pairing-based batches"
 * (2007), and Matt, "Identification of multiple invalid signatures in pairing-based batched
 * signatures" (2009), carried over to sums of points.
 *
 * <p>The error e_i of item i (from 0 on) is the sum of its weighted relations: the identity if they
 * hold. {@link ErrorSums} gives the sums {@code B_r = sum_i binomial(i+r, r)*e_i}. Out of {@code
 * k+1} of them
 *
 * <pre>
 *   (r+1)*B_(r+1) - (r+1+j)*B_r  =  sum_i (i-j)*binomial(i+r, r)*e_i
 * </pre>
 *
 * makes k sums of the same kind to which item j adds nothing. Take out k items in this way, and one
 * sum of the others' errors is left, each times a number that is not zero. If it is the identity,
 * the others hold; if no fewer items will do, these k fail. A wrong guess passes with a chance of
 * 2^-128, as any sum under random weights.
 */
final class GroupSearch {
  /** The most items of a group. */
  static final int MAX_ITEMS = 16;

  /** Up to so many items, all sets of them are tried: 2^8. */
  static final int EXHAUSTIVE_ITEMS = 8;

  /** In larger groups, sets of up to so many are tried: 2,516 of 16 items. */
  private static final int MAX_FAILING = 4;

  private final int size;
  private final List<Integer> removed = new ArrayList<>();

  /**
   * An item that fails.
   *
   * @param place in the group
   * @param error its error, or a multiple of that
   */
  record Found(int place, ErrorClaim error) {}

  private GroupSearch(int size) {
    this.size = size;
  }

  /**
   * Returns which items of a group fail, in ascending order, with their errors.
   *
   * @param sums of which the first was taken already
   * @param sum the first, which is that of all errors
   */
  static List<Found> failing(ErrorSums sums, RistrettoPoint sum) {
    int size = sums.size();
    if (size > MAX_ITEMS) {
      throw new IllegalArgumentException("a group has at most " + MAX_ITEMS + " items");
    }
    int most = size <= EXHAUSTIVE_ITEMS ? size - 1 : MAX_FAILING;
    RistrettoPoint[] rows = {};
    for (int count = 0; count <= most; count++) {
      rows = Arrays.copyOf(rows, count + 1);
      rows[count] = count == 0 ? sum : sums.next();
      GroupSearch search = new GroupSearch(size);
      if (search.remove(rows, 0)) {
        return found(rows, search.removed);
      }
    }
    return size <= EXHAUSTIVE_ITEMS ? found(rows, all(size)) : ofHalves(sums);
  }

  private static List<Integer> all(int size) {
    List<Integer> all = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      all.add(i);
    }
    return all;
  }

  /**
   * The items at some places with their errors, from as many sums at least: if all but item j are
   * taken out of them, the first is (j - a)*(j - b)*...*e_j, where a, b, … are the others.
   */
  private static List<Found> found(RistrettoPoint[] sums, List<Integer> places) {
    List<Found> found = new ArrayList<>(places.size());
    for (int place : places) {
      RistrettoPoint[] rows = Arrays.copyOf(sums, places.size());
      long factor = 1;
      for (int other : places) {
        if (other != place) {
          rows = without(rows, other);
          factor *= place - other;
        }
      }
      found.add(new Found(place, new ErrorClaim(factor, rows[0])));
    }
    return found;
  }

  /** One sum less, and to none of them item j adds anything. */
  private static RistrettoPoint[] without(RistrettoPoint[] rows, int j) {
    RistrettoPoint[] without = new RistrettoPoint[rows.length - 1];
    Arrays.setAll(without, r -> without(rows, r, j));
    return without;
  }

  private static RistrettoPoint without(RistrettoPoint[] rows, int r, int j) {
    return times(rows[r + 1], r + 1).subtract(times(rows[r], r + 1 + j));
  }

  private static List<Found> ofHalves(ErrorSums sums) {
    int half = sums.size() / 2;
    ErrorSums left = sums.part(0, half);
    ErrorSums right = sums.part(half, sums.size());
    List<Found> failing = new ArrayList<>(failing(left, left.next()));
    for (Found found : failing(right, right.next())) {
      failing.add(new Found(half + found.place(), found.error()));
    }
    return failing;
  }

  /** Looks for as many items from one on as there are rows but one, and keeps them if it can. */
  private boolean remove(RistrettoPoint[] rows, int from) {
    int count = rows.length - 1;
    if (count == 0) {
      return rows[0].isIdentity();
    }
    PointSequence[] without = new PointSequence[count];
    for (int r = 0; r < count; r++) {
      without[r] = PointSequence.descending(without(rows, r, from), rows[r]);
    }
    for (int j = from; j <= size - count; j++) {
      removed.add(j);
      if (removesAll(without, j + 1)) {
        return true;
      }
      removed.remove(removed.size() - 1);
      for (PointSequence row : without) {
        row.next();
      }
    }
    return false;
  }

  private boolean removesAll(PointSequence[] without, int from) {
    if (without.length == 1) {
      return without[0].isIdentity();
    }
    RistrettoPoint[] rows = new RistrettoPoint[without.length];
    Arrays.setAll(rows, r -> without[r].point());
    return remove(rows, from);
  }

  /** A small positive multiple of a point. */
  private static RistrettoPoint times(RistrettoPoint point, int factor) {
    RistrettoPoint multiple = point;
    for (int bit = Integer.highestOneBit(factor) >> 1; bit > 0; bit >>= 1) {
      multiple = multiple.doubled();
      if ((factor & bit) != 0) {
        multiple = multiple.add(point);
      }
    }
    return multiple;
  }
}
