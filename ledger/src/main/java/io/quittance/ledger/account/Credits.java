package io.quittance.ledger.account;

import io.quittance.verifier.encryption.ElGamalCiphertext;

/**
 * The credits of an account, counted in the order of the settlements log since the account began.
 *
 * @param receivedCount how many were counted
 * @param received their sum
 * @param appliedCount how many of them, from the first on, are part of the available balance
 * @param applied the sum of those
 */
public record Credits(
    long receivedCount, SealedAmount received, long appliedCount, SealedAmount applied) {
  /** No credit yet. */
  public static final Credits NONE = new Credits(0, SealedAmount.NOTHING, 0, SealedAmount.NOTHING);

  /** Returns the credits with one more received. */
  public Credits plus(ElGamalCiphertext credit) {
    return new Credits(
        receivedCount + 1,
        SealedAmount.of(received.ciphertext().add(credit)),
        appliedCount,
        applied);
  }

  /** Returns the credits with the first {@code count} applied, whose sum is {@code total}. */
  public Credits applied(long count, SealedAmount total) {
    return new Credits(receivedCount, received, count, total);
  }

  /** Returns how many credits were counted and are not part of the available balance yet. */
  public long unappliedCount() {
    return receivedCount - appliedCount;
  }

  /** Returns the sum of the credits received and not yet applied. */
  public SealedAmount unapplied() {
    if (received.equals(applied)) {
      return SealedAmount.NOTHING;
    }
    return appliedCount == 0
        ? received
        : SealedAmount.of(received.ciphertext().subtract(applied.ciphertext()));
  }
}
