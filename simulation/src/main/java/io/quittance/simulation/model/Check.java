package io.quittance.simulation.model;

import java.util.function.Supplier;

/** A promise of the design that is checked while a run goes on or at its end. */
public enum Check {
  /** Every instance says of a record what a pass over its partition says. */
  SAME_VERDICT("an instance says something else than the log"),
  /** At the end, the last instance's state is what a pass over the log gives. */
  SAME_STATE("the last state is not the log's"),
  /** What was accepted is credited once the job runs. */
  CREDITED("accepted, but never credited"),
  /** No entry is counted twice, and none that nobody said. */
  CREDITED_ONCE("credited twice"),
  /** Balances, credits and what is under way are what was issued less what was redeemed. */
  CONSERVED("money is not conserved"),
  /** Bytes that were rejected for good are not accepted later. */
  REJECTED_FOR_GOOD("a final rejection is contradicted"),
  /** Bytes that were accepted are not rejected later. */
  ACCEPTED_FOR_GOOD("an acceptance is contradicted"),
  /** A repeat of an accepted command gets the very receipt. */
  SAME_RECEIPT("a repeat gets another receipt"),
  /** Nothing is accepted later than its signer allowed. */
  NOT_AFTER("accepted after its end"),
  /** A wallet that counts what it was told of is not rejected for its credits. */
  HONEST_CREDITS("an honest command is rejected for its credits"),
  /** What is held in escrow leaves it when its time is over. */
  RELEASED("stuck in escrow"),
  /** The job comes to rest when nothing more is written. */
  COMES_TO_REST("the job never comes to rest"),
  /** Every accepted command's event stands among the settlements. */
  SETTLED("accepted, but never settled"),
  /** It stands there once, unless an older state was restored or a transaction was lost. */
  SETTLED_ONCE("settled twice"),
  /** What stands there is what the log says. */
  SETTLED_TRULY("settled, but not by the log"),
  /** What stands is not said again by whoever looked for it. */
  LOST_TRULY("what stands was called lost"),
  /** No instance reads on in a log that has lost what was shown of it. */
  STOPS_AT_LOSS("an instance goes on in a log that was cut"),
  /** A log that has lost what was shown of it is refused at the end at the latest. */
  LOSS_NOTICED("a log that was cut is not noticed"),
  /** A log that has lost nothing is not refused. */
  REFUSED_TRULY("a whole log is refused"),
  /** Code whose verdicts were seen to differ is not promoted. */
  DIVERGENCE_REFUSED("diverging code is promoted"),
  /** The difference that is named is the first of its partition. */
  FIRST_DIFFERENCE("another difference is named than the first"),
  /** Code whose verdicts are the same is promoted. */
  SAME_CODE_PROMOTED("the same code is refused");

  private final String broken;

  Check(String broken) {
    this.broken = broken;
  }

  /** Returns, in a few words, what is wrong when the promise is broken. */
  public String broken() {
    return broken;
  }

  /** Ends the run if the promise is broken; the sentence says by what. */
  void require(boolean holds, Supplier<String> sentence) {
    if (!holds) {
      throw new Violation(this, sentence.get());
    }
  }
}
