package io.quittance.ledger.admission;

import java.util.List;

/**
 * The verdicts on one batch of commands, and what they cost.
 *
 * @param verdicts one per command, in the commands' order
 * @param proofs how many proofs were verified
 * @param bisections how often the batch or a part of it was divided because a proof in it was bad
 * @param squareRoots how many points no advice helped to decode
 */
public record Admissions(List<Verdict> verdicts, int proofs, int bisections, int squareRoots) {
  /** Copies the list. */
  public Admissions {
    verdicts = List.copyOf(verdicts);
  }
}
