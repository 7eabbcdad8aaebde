package io.quittance.verifier.batch;

import io.quittance.verifier.ristretto.RistrettoPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Judges the candidates of a batch, and when some fail finds out which ones.
 *
 * <p>Where nothing fails, few large multiplications are best. Where much fails, a large one tells
 * nothing, and each item is multiplied once, in small groups ({@link GroupSearch}). Which of both
 * it is, a sample of a large batch tells before the rest is multiplied; and what was found so far
 * decides how to go on. That changes only how long it takes: which verdict an item gets does not
 * depend on it.
 */
final class ForgerySearch {
  /** How many items are judged before the others, in batches of so many times as many. */
  private static final int SAMPLE = 32;

  private static final int SAMPLED_TIMES = 4;

  /** If more than one item of so many fails, single items are multiplied at once. */
  private static final int MANY = 64;

  /** If more than one item of so many fails, groups are half as large. */
  private static final int VERY_MANY = 6;

  private final Batch batch;
  private final Verdict[] verdicts;
  private final List<Candidate> failing = new ArrayList<>();
  private int judged;

  /**
   * Makes a search.
   *
   * @param verdicts where the verdict of each item is put
   */
  ForgerySearch(Batch batch, Verdict[] verdicts) {
    this.batch = batch;
    this.verdicts = verdicts;
  }

  /**
   * Judges candidates; their order is changed.
   *
   * @param random picks the sample, so that nobody can keep forgeries out of it
   */
  void judge(List<Candidate> candidates, Random random) {
    Collections.shuffle(candidates, random);
    if (candidates.size() < SAMPLE * SAMPLED_TIMES) {
      judge(candidates);
    } else {
      judge(candidates.subList(0, SAMPLE));
      judge(candidates.subList(SAMPLE, candidates.size()));
    }
    ProofData[] first = FirstFailures.of(batch, failing);
    for (int i = 0; i < first.length; i++) {
      verdicts[failing.get(i).item()] = Verdict.rejected(first[i].statement() + " does not hold");
    }
  }

  private void judge(List<Candidate> candidates) {
    List<Candidate> rest = judgeGroupsWhileManyFail(candidates);
    if (!rest.isEmpty()) {
      judge(rest, batch.sum(Candidate.proofNumbers(rest)));
    }
  }

  /** Judges candidates the sum of whose errors is known. */
  private void judge(List<Candidate> candidates, RistrettoPoint sum) {
    if (sum.isIdentity()) {
      accept(candidates);
    } else if (candidates.size() <= GroupSearch.MAX_ITEMS) {
      judgeGroup(candidates, sum);
    } else if (manyFail()) {
      judge(candidates);
    } else if (judged == 0) {
      // One group for a sample, to know how to go on.
      List<Candidate> group = candidates.subList(0, GroupSearch.MAX_ITEMS);
      List<Candidate> others = candidates.subList(GroupSearch.MAX_ITEMS, candidates.size());
      judge(others, sum.subtract(judgeGroup(group, null)));
    } else {
      List<Candidate> left = candidates.subList(0, candidates.size() / 2);
      List<Candidate> right = candidates.subList(candidates.size() / 2, candidates.size());
      RistrettoPoint leftSum = batch.sum(Candidate.proofNumbers(left));
      judge(left, leftSum);
      // The weights have not changed, so the other half needs no multiplication of its own.
      judge(right, sum.subtract(leftSum));
    }
  }

  private List<Candidate> judgeGroupsWhileManyFail(List<Candidate> candidates) {
    int next = 0;
    while (manyFail() && next < candidates.size()) {
      boolean veryMany = failing.size() * VERY_MANY > judged;
      int size = veryMany ? GroupSearch.MAX_ITEMS / 2 : GroupSearch.MAX_ITEMS;
      int end = Math.min(next + size, candidates.size());
      judgeGroup(candidates.subList(next, end), null);
      next = end;
    }
    return candidates.subList(next, candidates.size());
  }

  private boolean manyFail() {
    return failing.size() * MANY > judged;
  }

  /** Returns the sum of all errors of the group, which may be null if it is not known before. */
  private RistrettoPoint judgeGroup(List<Candidate> group, RistrettoPoint known) {
    int[][] proofs = new int[group.size()][];
    Arrays.setAll(proofs, i -> Candidate.proofNumbers(group.subList(i, i + 1)));
    ErrorSums sums = ErrorSums.of(batch, proofs);
    RistrettoPoint sum = known == null ? sums.next() : sums.skip(known);
    List<Integer> places = GroupSearch.failing(sums, sum);
    accept(group);
    for (int i : places) {
      failing.add(group.get(i));
    }
    return sum;
  }

  private void accept(List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      verdicts[candidate.item()] = Verdict.accepted();
    }
    judged += candidates.size();
  }
}
