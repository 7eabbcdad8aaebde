package io.quittance.verifier.batch;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.signature.SignatureBatch;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Verifies many proofs with one multiscalar multiplication.
 *
 * <p>Each proof states linear relations between points; all of them are added up under random
 * weights. If the sum is the identity, all relations hold but for a chance of 2^-128. If it is not,
 * {@link ForgerySearch} finds the items that fail: where they are few by halving the batch, where
 * they are many by single items. It looks at fewer than 2^20 sums (at most 3,029 for each 16 of
 * {@link #MAX_ITEMS} items, and two for each of {@link #MAX_PROOFS} proofs), so that one of them is
 * the identity by chance in fewer than one of 2^108 batches of the largest size. A failing item
 * never changes the verdict about another. That an item fails is confirmed in plain scalar code
 * before it is said, for all that fail together ({@link FailureCheck}).
 *
 * <p>Immutable apart from the random generator; as safe for several threads as that is.
 */
public final class BatchVerifier {
  /** The most items a batch may have: it keeps some 30 kB for each transfer until it is done. */
  public static final int MAX_ITEMS = 4096;

  /**
   * The most proofs a batch may have in all its items together: five for each item of the largest
   * batch, as a transfer with a fee has. It bounds memory, and how many sums a search looks at.
   */
  public static final int MAX_PROOFS = 5 * MAX_ITEMS;

  /** The number of points in the three proofs of a transfer; only sizes a table. */
  private static final int TYPICAL_POINTS_PER_ITEM = 48;

  private final SecureRandom random;

  /**
   * Makes a verifier.
   *
   * @param weights where the random weights come from; senders must not be able to predict it
   */
  public BatchVerifier(SecureRandom weights) {
    this.random = weights;
  }

  /** Finds good signatures, with weights from the same source. */
  public SignatureBatch signatures() {
    return new SignatureBatch(random);
  }

  /** Verifies one proof: the batch of one. */
  public Verdict verify(ProofData single) {
    return verify(List.of(List.of(single))).get(0);
  }

  /** Verifies items; returns one verdict for each, in their order. */
  public List<Verdict> verify(List<? extends List<? extends ProofData>> items) {
    return verifyCounting(items).verdicts();
  }

  /**
   * Verifies items and tells what it cost.
   *
   * @param items each the list of the proofs of one command, which are accepted or rejected
   *     together; an item without proofs is accepted
   * @throws IllegalArgumentException if there are more than {@link #MAX_ITEMS}, or more proofs in
   *     them than {@link #MAX_PROOFS}
   */
  public BatchResult verifyCounting(List<? extends List<? extends ProofData>> items) {
    List<AdvisedProofs> unadvised = new ArrayList<>(items.size());
    for (List<? extends ProofData> item : items) {
      unadvised.add(new AdvisedProofs(List.copyOf(item), DecodingAdvice.NONE));
    }
    return verifyAdvised(unadvised);
  }

  /**
   * Verifies items, faster where somebody hands over advice; verdicts are those of {@link
   * #verifyCounting} whatever the advice says.
   *
   * @throws IllegalArgumentException if there are more than {@link #MAX_ITEMS}, or more proofs in
   *     them than {@link #MAX_PROOFS}
   */
  public BatchResult verifyAdvised(List<AdvisedProofs> items) {
    requireLimits(items);
    Verdict[] verdicts = new Verdict[items.size()];
    Weights weights = new Weights(random);
    Batch batch = new Batch(items.size() * TYPICAL_POINTS_PER_ITEM, random.nextLong());
    List<Candidate> related = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      try {
        related.add(relate(i, items.get(i).proofs(), weights, batch));
        batch.advise(items.get(i));
      } catch (InvalidProofException e) {
        verdicts[i] = Verdict.rejected(e.getMessage());
      }
    }
    batch.decodePoints();
    List<Candidate> candidates = new ArrayList<>();
    List<Candidate> undecodable = new ArrayList<>();
    for (Candidate candidate : related) {
      (candidate.firstUndecodable(batch) < 0 ? candidates : undecodable).add(candidate);
    }
    ForgerySearch search = new ForgerySearch(batch, verdicts);
    if (!candidates.isEmpty()) {
      search.judge(candidates, random);
    }
    Confirmation confirmation = new Confirmation(batch, random, verdicts);
    confirmation.undecodable(undecodable);
    confirmation.failing(search.failures());
    return new BatchResult(
        Arrays.asList(verdicts),
        batch.multiplications(),
        search.bisections(),
        batch.squareRoots(),
        confirmation.overruled());
  }

  private static void requireLimits(List<AdvisedProofs> items) {
    if (items.size() > MAX_ITEMS) {
      throw new IllegalArgumentException(
          "a batch has at most " + MAX_ITEMS + " items, not " + items.size());
    }
    long proofs = items.stream().mapToLong(item -> item.proofs().size()).sum();
    if (proofs > MAX_PROOFS) {
      throw new IllegalArgumentException(
          "a batch has at most " + MAX_PROOFS + " proofs, not " + proofs);
    }
  }

  /** Adds an item's relations to the batch, but only if all its proofs could state theirs. */
  private static Candidate relate(int item, List<ProofData> proofs, Weights weights, Batch batch)
      throws InvalidProofException {
    List<Relations> stated = new ArrayList<>(proofs.size());
    for (ProofData proof : proofs) {
      Relations relations = new Relations(weights);
      proof.relate(relations);
      stated.add(relations);
    }
    int firstProof = batch.size();
    stated.forEach(batch::add);
    return new Candidate(item, proofs, firstProof);
  }
}
