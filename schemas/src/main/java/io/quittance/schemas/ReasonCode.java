package io.quittance.schemas;

/** Why a compliance officer freezes or unfreezes an account: what tools can tell apart. */
public enum ReasonCode {
  COURT_ORDER("A court or authority ordered it."),
  SANCTIONS("The owner is, or was, on a sanctions list."),
  FRAUD("A fraud is suspected, or the suspicion was dispelled."),
  STOLEN_KEY("The owner's key is in other hands, or is safe again."),
  OWNER_REQUEST("The owner asked for it."),
  INVESTIGATION("An investigation was begun or closed."),
  MISTAKE("An earlier order was a mistake."),
  OTHER("None of the others; the note says what.");

  private final String explanation;

  ReasonCode(String explanation) {
    this.explanation = explanation;
  }

  /** Returns what the code means, for a person. */
  public String explanation() {
    return explanation;
  }
}
