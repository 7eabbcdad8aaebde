package io.quittance.verifier.batch;

/** What the verifier found about an item: accepted, or rejected for a reason. */
public sealed interface Verdict {
  /** All proofs of the item hold. */
  record Accepted() implements Verdict {}

  /**
   * A proof of the item does not hold.
   *
   * @param reason one sentence for people; programs must not depend on its words
   */
  record Rejected(String reason) implements Verdict {
    public Rejected {
      if (reason == null || reason.isBlank()) {
        throw new IllegalArgumentException("a rejection needs a reason");
      }
    }
  }

  static Verdict accepted() {
    return new Accepted();
  }

  static Verdict rejected(String reason) {
    return new Rejected(reason);
  }

  default boolean isAccepted() {
    return this instanceof Accepted;
  }
}
