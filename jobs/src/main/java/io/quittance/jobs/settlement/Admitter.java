package io.quittance.jobs.settlement;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.submission.Reading;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** Judges commands that stand next to each other by what can be checked without state. */
interface Admitter {
  /** Returns a verdict per command, in the commands' order. */
  Verdicts admit(List<AddressedRecord> commands);

  /**
   * What came out of one batch.
   *
   * @param readings per command what it says
   * @param rejections per command the reason it is not admitted, empty where it is
   * @param proofs how many proofs were checked
   * @param bisections how often the batch was halved because a proof in it failed
   * @param squareRoots how many points of proofs no advice helped to decode
   * @param overruled how many rejections of a batch the plain verifier did not confirm
   */
  record Verdicts(
      List<Reading> readings,
      List<Optional<Refusal>> rejections,
      long proofs,
      long bisections,
      long squareRoots,
      long overruled) {}

  /**
   * The records that tell the sender of one refused command.
   *
   * @param code the rejection code
   * @param type name of the command's record, "unreadable" where nobody knows
   * @param rejection for the rejections topic
   * @param receipt for the receipts topic
   */
  record Refusal(String code, String type, TopicRecord rejection, Optional<TopicRecord> receipt) {}

  /** Makes an admitter where the operator runs. */
  interface Factory extends Serializable {
    Admitter create();
  }
}
