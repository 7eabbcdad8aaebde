package io.quittance.verifier.batch;

import java.util.List;

/**
 * The verdicts of a batch and what they cost.
 *
 * @param verdicts one for each item, in the items' order
 * @param multiplications how many multiplications with the shared generators were done: for a batch
 *     without failures 1, or 3 if it is so large that a sample is judged first; 0 if nothing was
 *     left to multiply
 * @param bisections how often several items were divided because one among them fails, the search
 *     of a small group counting as one: 0 for a batch without failures
 * @param squareRoots how many of the distinct points were decoded by an exponentiation, because no
 *     right advice was there
 * @param overruled how many items the batch found to fail that do not, as plain verification of
 *     them alone said: 0 unless the machine or its compiler is at fault
 */
public record BatchResult(
    List<Verdict> verdicts, int multiplications, int bisections, int squareRoots, int overruled) {
  public BatchResult {
    verdicts = List.copyOf(verdicts);
    if (multiplications < 0 || bisections < 0 || squareRoots < 0 || overruled < 0) {
      throw new IllegalArgumentException("counts must not be negative");
    }
  }
}
