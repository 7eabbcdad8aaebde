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
  /** How many items may be judged before the others, in batches of so many times as many. */
  private static final int SAMPLE = 32;

  private static final int SAMPLED_TIMES = 4;

  /** How many items are multiplied each for itself in one call. */
  private static final int AT_ONCE = 64;

  /** If more than one item of so many fails, single items are multiplied at once. */
  private static final int MANY = 64;

  /** If more than one item of so many fails, groups are smaller, which takes shorter to search. */
  private static final int MORE = 8;

  private static final int MORE_GROUP = 12;

  /** If more than one item of so many fails, all sets of a group's items have to be tried. */
  private static final int VERY_MANY = 6;

  private static final int VERY_MANY_GROUP = GroupSearch.EXHAUSTIVE_ITEMS;

  private final Batch batch;
  private final Verdict[] verdicts;
  private final List<Failing> failing = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private int judged;
  private int bisections;

  /**
   * Makes a search.
   *
   * @param verdicts where the verdict of each item that holds is put
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
    List<Candidate> rest = candidates;
    if (candidates.size() >= SAMPLE * SAMPLED_TIMES) {
      rest = judgeSample(candidates);
    }
    judge(rest);
    failures.addAll(FirstFailures.of(batch, failing));
  }

  /** The items that fail, in no order. */
  List<Failure> failures() {
    return failures;
  }

  /**
   * How often several candidates were divided because one among them fails; the search of a small
   * group counts as one.
   */
  int bisections() {
    return bisections;
  }

  /** Judges groups of a sample until one fails, and returns the candidates that are left. */
  private List<Candidate> judgeSample(List<Candidate> candidates) {
    while (judged < SAMPLE && failing.isEmpty()) {
      judgeGroup(candidates.subList(judged, judged + GroupSearch.MAX_ITEMS));
    }
    return candidates.subList(judged, candidates.size());
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
      ErrorSums sums = errors(candidates);
      judgeGroup(candidates, sums, sums.skip(sum));
    } else if (manyFail()) {
      bisections++;
      judge(candidates);
    } else if (judged == 0) {
      bisections++;
      // One group for a sample, to know how to go on.
      List<Candidate> group = candidates.subList(0, GroupSearch.MAX_ITEMS);
      List<Candidate> others = candidates.subList(GroupSearch.MAX_ITEMS, candidates.size());
      judge(others, sum.subtract(judgeGroup(group)));
    } else {
      bisections++;
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
      int end = Math.min(next + AT_ONCE, candidates.size());
      judgeGroups(candidates.subList(next, end));
      next = end;
    }
    return candidates.subList(next, candidates.size());
  }

  private void judgeGroups(List<Candidate> candidates) {
    ErrorSums errors = errors(candidates);
    int next = 0;
    while (next < candidates.size()) {
      int end = Math.min(next + groupSize(), candidates.size());
      ErrorSums sums = errors.part(next, end);
      judgeGroup(candidates.subList(next, end), sums, sums.next());
      next = end;
    }
  }

  private int groupSize() {
    if (failing.size() * VERY_MANY > judged) {
      return VERY_MANY_GROUP;
    }
    return failing.size() * MORE > judged ? MORE_GROUP : GroupSearch.MAX_ITEMS;
  }

  private boolean manyFail() {
    return failing.size() * MANY > judged;
  }

  /** Judges a group and returns the sum of its errors. */
  private RistrettoPoint judgeGroup(List<Candidate> group) {
    ErrorSums sums = errors(group);
    RistrettoPoint sum = sums.next();
    judgeGroup(group, sums, sum);
    return sum;
  }

  /** Judges a group whose errors have a sum that is known. */
  private void judgeGroup(List<Candidate> group, ErrorSums sums, RistrettoPoint sum) {
    List<GroupSearch.Found> found = GroupSearch.failing(sums, sum);
    if (group.size() > 1 && !found.isEmpty()) {
      bisections++;
    }
    List<Candidate> others = new ArrayList<>(group);
    for (GroupSearch.Found one : found) {
      Candidate candidate = group.get(one.place());
      others.remove(candidate);
      failing.add(new Failing(candidate, one.error()));
    }
    // What fails has no verdict until its failure is confirmed: should it be lost, nothing passes.
    accept(others);
    judged += found.size();
  }

  private ErrorSums errors(List<Candidate> candidates) {
    int[][] proofs = new int[candidates.size()][];
    Arrays.setAll(proofs, i -> Candidate.proofNumbers(candidates.subList(i, i + 1)));
    return ErrorSums.of(batch, proofs);
  }

  private void accept(List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      verdicts[candidate.item()] = Verdict.accepted();
    }
    judged += candidates.size();
  }
}
