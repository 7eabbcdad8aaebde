package io.quittance.verifier.batch;

import java.util.List;
import java.util.stream.IntStream;

/**
 * An item whose proofs have stated their relations.
 *
 * @param item its number among the items
 * @param proofs its proofs
 * @param firstProof the number of the first of them in the batch; the others follow
 */
record Candidate(int item, List<ProofData> proofs, int firstProof) {
  /** Returns the place of the first proof with bytes that encode no point, or -1. */
  int firstUndecodable(Batch batch) {
    for (int i = 0; i < proofs.size(); i++) {
      if (batch.firstUndecodable(number(i)) != null) {
        return i;
      }
    }
    return -1;
  }

  /** The numbers in the batch of the proofs of candidates. */
  static int[] proofNumbers(List<Candidate> candidates) {
    return candidates.stream().flatMapToInt(Candidate::proofNumbers).toArray();
  }

  /** The number in the batch of its proof at a place, from 0 on. */
  int number(int place) {
    return firstProof + place;
  }

  private IntStream proofNumbers() {
    return IntStream.range(firstProof, firstProof + proofs.size());
  }
}
