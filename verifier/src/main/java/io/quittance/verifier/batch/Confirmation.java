package io.quittance.verifier.batch;

import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.ristretto.VectorUnit;
import java.security.SecureRandom;
import java.util.List;

/**
 * Puts verdicts on the items that a batch found to fail, after scalar code has confirmed it.
 *
 * <p>What was accepted needs no such care, since a wrong sum is not the identity.
 */
final class Confirmation {
  private final Batch batch;
  private final SecureRandom random;
  private final Verdict[] verdicts;
  private int overruled;

  Confirmation(Batch batch, SecureRandom random, Verdict[] verdicts) {
    this.batch = batch;
    this.random = random;
    this.verdicts = verdicts;
  }

  /** How many items were found to fail whose proofs hold. */
  int overruled() {
    return overruled;
  }

  /** Rejects items one of whose points is none, as decoding it alone confirms. */
  void undecodable(List<Candidate> items) {
    for (Candidate item : items) {
      int place = item.firstUndecodable(batch);
      try {
        batch.firstUndecodable(item.number(place)).decode();
        verifyAll(item);
      } catch (InvalidProofException confirmed) {
        verdicts[item.item()] = PlainVerifier.undecodable(item.proofs().get(place));
      }
    }
    if (overruled > 0) {
      VectorUnit.withdraw(overruled + " encodings were taken for none of a point.");
    }
  }

  /** Rejects items whose relations do not hold: all of them together, or else each for itself. */
  void failing(List<Failure> failures) {
    if (failures.isEmpty()) {
      return;
    }
    if (FailureCheck.confirms(batch, failures, random)) {
      for (Failure failure : failures) {
        verdicts[failure.candidate().item()] = PlainVerifier.failing(failure.first());
      }
      return;
    }
    failures.forEach(failure -> verifyAll(failure.candidate()));
    VectorUnit.withdraw("A batch found proofs to fail by a calculation that is wrong.");
  }

  private void verifyAll(Candidate item) {
    Verdict verdict = new PlainVerifier(random).verifyAll(item.proofs());
    verdicts[item.item()] = verdict;
    if (verdict.isAccepted()) {
      overruled++;
    }
  }
}
