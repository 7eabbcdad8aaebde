package io.quittance.ledger.account;

/**
 * The places of those that wait in an account's store, first in, first out: commands that wait for
 * a credit, credits that wait for those before them.
 *
 * @param head place of the first
 * @param tail place after the last
 */
public record WaitingLine(long head, long tail) {
  /** Nobody waits. */
  public static final WaitingLine EMPTY = new WaitingLine(0, 0);

  /** Returns whether nobody waits. */
  public boolean isEmpty() {
    return head == tail;
  }

  /** Returns how many wait. */
  public long length() {
    return tail - head;
  }

  /** Returns the line with one more at its end, whose place was {@link #tail()}. */
  public WaitingLine joined() {
    return new WaitingLine(head, tail + 1);
  }

  /**
   * Returns the line without its first. An empty line begins anew, so that an account's state does
   * not tell how many commands once happened to wait.
   */
  public WaitingLine left() {
    return head + 1 == tail ? EMPTY : new WaitingLine(head + 1, tail);
  }
}
