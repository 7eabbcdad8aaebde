package io.quittance.verifier.batch;

import io.quittance.verifier.ristretto.RistrettoPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The first failing proof of each of some items that fail.
 *
 * <p>Forgers who have one way to forge mostly fail in the same place, and the dearest is the last.
 * So first all proofs but the last ones are added up: if that sum is the identity, it clears them.
 * Else the first proofs of all items are added up, then the second ones of those whose first holds,
 * and so on. A sum that is the identity clears all, and one that is not is halved.
 */
final class FirstFailures {
  private final Batch batch;
  private final List<Failing> items;
  private final Failure[] first;

  private FirstFailures(Batch batch, List<Failing> items) {
    this.batch = batch;
    this.items = items;
    this.first = new Failure[items.size()];
  }

  /** Returns the first failing proof of each item, all of which must fail, with its error. */
  static List<Failure> of(Batch batch, List<Failing> items) {
    FirstFailures failures = new FirstFailures(batch, items);
    if (failures.onlyLastFail()) {
      return List.of(failures.first);
    }
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      open.add(i);
    }
    for (int place = 0; !open.isEmpty(); place++) {
      failures.nameLast(open, place);
      if (!open.isEmpty()) {
        failures.nameFailing(open, place, failures.sum(open, place));
        open.removeIf(i -> failures.first[i] != null);
      }
    }
    return List.of(failures.first);
  }

  /** Names the last proof of each item if all the others hold; tells whether it did. */
  private boolean onlyLastFail() {
    int[] others =
        items.stream()
            .map(Failing::candidate)
            .flatMapToInt(item -> IntStream.range(0, item.proofs().size() - 1).map(item::number))
            .toArray();
    boolean clear = others.length == 0 || batch.sum(others).isIdentity();
    for (int i = 0; clear && i < first.length; i++) {
      nameLast(i);
    }
    return clear;
  }

  /** Names the last proof of items whose others all hold: it needs no sum. */
  private void nameLast(List<Integer> open, int place) {
    for (int i : open) {
      if (place == items.get(i).candidate().proofs().size() - 1) {
        nameLast(i);
      }
    }
    open.removeIf(i -> first[i] != null);
  }

  /** Names the last proof of an item whose others hold, so that its error is the item's. */
  private void nameLast(int i) {
    Failing item = items.get(i);
    first[i] = new Failure(item.candidate(), item.candidate().proofs().size() - 1, item.error());
  }

  /** Names the proof at a place of those items where it fails, by the sum of all of them. */
  private void nameFailing(List<Integer> some, int place, RistrettoPoint sum) {
    if (sum.isIdentity()) {
      return;
    }
    if (some.size() == 1) {
      int i = some.get(0);
      first[i] = new Failure(items.get(i).candidate(), place, ErrorClaim.of(sum));
      return;
    }
    List<Integer> left = some.subList(0, some.size() / 2);
    List<Integer> right = some.subList(some.size() / 2, some.size());
    RistrettoPoint leftSum = sum(left, place);
    nameFailing(left, place, leftSum);
    nameFailing(right, place, sum.subtract(leftSum));
  }

  private RistrettoPoint sum(List<Integer> some, int place) {
    return batch.sum(some.stream().mapToInt(i -> items.get(i).candidate().number(place)).toArray());
  }
}
