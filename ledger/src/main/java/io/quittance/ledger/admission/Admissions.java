package io.quittance.ledger.admission;

import java.util.List;

/**
 * The verdicts on one batch of commands, and what they cost.
 *
 * @param verdicts one per command, in the commands' order
 * @param proofs how many proofs were verified
 * @param bisections how often the batch or a part of it was divided because a proof in it was bad
 * @param squareRoots how many points no advice helped to decode
 * @param overruled how many rejections of the batch were taken back because the plain verifier did
 *     not confirm them: 0 unless the machine is at fault
 */
public record Admissions(
    List<Verdict> verdicts, int proofs, int bisections, int squareRoots, int overruled) {
  /** Copies the list. */
  public Admissions {
    verdicts = List.copyOf(verdicts);
  }
}
