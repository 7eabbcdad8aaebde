package io.quittance.ledger.admission;

import java.util.List;

/**
 * The verdicts on one batch of commands, and what they cost.
 *
 * @param verdicts one per command, in the commands' order
 * @param proofs how many proofs were verified
 * @param multiplications how many multiscalar multiplications that took: 1 if all proofs were good
 * @param squareRoots how many points no advice helped to decode
 */
public record Admissions(List<Verdict> verdicts, int proofs, int multiplications, int squareRoots) {
  /** Copies the list. */
  public Admissions {
    verdicts = List.copyOf(verdicts);
  }

  /** Returns how often the batch had to be divided because a proof in it was bad. */
  public int bisections() {
    return Math.max(0, multiplications - 1);
  }
}
