package io.quittance.ledger.account;

/**
 * The numbers that keep an account's commands in order.
 *
 * @param nextSequence sequence number of the owner's next command
 * @param lastIssue highest issue number accepted, 0 before the first
 * @param lastOrder highest compliance order accepted, 0 before the first
 */
public record Numbers(long nextSequence, long lastIssue, long lastOrder) {
  /** The numbers of an account that nothing has happened to. */
  public static final Numbers FIRST = new Numbers(0, 0, 0);

  /** Returns these after the owner's next command. */
  public Numbers afterSequence() {
    return new Numbers(nextSequence + 1, lastIssue, lastOrder);
  }

  /** Returns these after an issue. */
  public Numbers afterIssue(long number) {
    return new Numbers(nextSequence, number, lastOrder);
  }

  /** Returns these after a compliance order. */
  public Numbers afterOrder(long number) {
    return new Numbers(nextSequence, lastIssue, number);
  }
}
