package io.quittance.simulation.model;

/**
 * What an owner, an issuer, an officer or an arbiter wants of a key.
 *
 * @param kind what
 * @param account the key that was signed
 * @param id stands for the bytes: the same bytes have the same id
 * @param number the sequence, issue or order number
 * @param credits how many credits it counts on
 * @param newBalance the balance that it was proved for
 * @param amount how much
 * @param payee for a transfer
 * @param officer which issuer's or officer's key signed it
 * @param notAfter the end of its life, in log time
 * @param signed whether its signature is right
 * @param honest whether a wallet made it that knows its own account, and this is its first sending
 */
record Command(
    Kind kind,
    int account,
    int id,
    int number,
    int credits,
    long newBalance,
    long amount,
    int payee,
    int officer,
    int notAfter,
    boolean signed,
    boolean honest)
    implements Content {
  /** The kinds of commands. */
  enum Kind {
    OPEN,
    ISSUE,
    TRANSFER,
    APPLY,
    REDEEM,
    FREEZE,
    UNFREEZE,
    CLOSE,
    APPROVE;

    boolean isIssuersOrOfficers() {
      return this == ISSUE || this == FREEZE || this == UNFREEZE;
    }

    boolean isDebit() {
      return this == TRANSFER || this == REDEEM;
    }
  }

  /** Returns the same bytes as somebody else sends them. */
  Command again() {
    return new Command(
        kind,
        account,
        id,
        number,
        credits,
        newBalance,
        amount,
        payee,
        officer,
        notAfter,
        signed,
        false);
  }

  @Override
  public String toString() {
    return String.format(
        "%s #%d of key %d%s%s counting on %d%s",
        kind,
        number,
        account,
        kind.isDebit() || kind == Kind.ISSUE ? " of " + amount : "",
        kind == Kind.TRANSFER ? " to " + payee : "",
        credits,
        signed ? "" : ", badly signed");
  }
}
