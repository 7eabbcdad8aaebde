package io.quittance.ledger.account;

import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The credits of an account, counted since the account began, in the order of the journal.
 *
 * @param receivedCount how many were counted
 * @param received their sum
 * @param appliedCount how many of them, from the first on, are part of the available balance
 * @param applied the sum of those
 * @param totalsForgotten how many sums of the first credits, from the first on, are not kept any
 *     more: those of applied credits nobody can count on
 */
public record Credits(
    long receivedCount,
    SealedAmount received,
    long appliedCount,
    SealedAmount applied,
    long totalsForgotten) {
  /** No credit yet. */
  public static final Credits NONE =
      new Credits(0, SealedAmount.NOTHING, 0, SealedAmount.NOTHING, 0);

  /** Returns the credits with one more received. */
  public Credits plus(ElGamalCiphertext credit) {
    return new Credits(
        receivedCount + 1,
        SealedAmount.of(received.ciphertext().add(credit)),
        appliedCount,
        applied,
        totalsForgotten);
  }

  /** Returns the credits with the first {@code count} applied, whose sum is {@code total}. */
  public Credits applied(long count, SealedAmount total) {
    return new Credits(receivedCount, received, count, total, totalsForgotten);
  }

  /** Returns the credits with more totals forgotten, or all that can be. */
  public Credits withTotalsForgotten(long count) {
    return new Credits(
        receivedCount, received, appliedCount, applied, Math.min(count, appliedCount));
  }

  /** Returns how many credits were counted and are not part of the available balance yet. */
  public long unappliedCount() {
    return receivedCount - appliedCount;
  }

  /** Returns the sum of the credits received and not yet applied. */
  public SealedAmount unapplied() {
    return unapplied(List.of(this)).get(0);
  }

  /** Returns {@link #unapplied()} of many accounts, calculated together, which costs far less. */
  static List<SealedAmount> unapplied(List<Credits> all) {
    List<Credits> partly = all.stream().filter(Credits::arePartlyApplied).toList();
    SealedAmount.decode(
        partly.stream()
            .flatMap(credits -> Stream.of(credits.received, credits.applied))
            .toArray(SealedAmount[]::new));
    Iterator<SealedAmount> differences =
        SealedAmount.ofAll(
                partly.stream()
                    .map(
                        credits ->
                            credits.received.ciphertext().subtract(credits.applied.ciphertext()))
                    .toList())
            .iterator();
    return all.stream()
        .map(credits -> credits.arePartlyApplied() ? differences.next() : credits.allOrNothing())
        .toList();
  }

  private boolean arePartlyApplied() {
    return appliedCount != 0 && !received.equals(applied);
  }

  private SealedAmount allOrNothing() {
    return received.equals(applied) ? SealedAmount.NOTHING : received;
  }
}
