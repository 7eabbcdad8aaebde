package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.schemas.state.SubmissionRecord;
import java.util.Optional;

/**
 * Where all that belongs to one account is kept: keyed state in the job, maps in a simulation. It
 * only keeps; every rule stands in {@link Settlement}.
 */
public interface AccountStore {
  /** Returns the account, if anything has happened to it. */
  Optional<Account> account();

  /** Keeps the account. */
  void put(Account account);

  /**
   * Returns the sum of the account's first {@code count} credits.
   *
   * @throws IllegalStateException if it was never put, or removed
   */
  SealedAmount total(long count);

  /** Keeps the sum of the account's first {@code count} credits. */
  void putTotal(long count, SealedAmount total);

  /** Forgets the sum of the account's first {@code count} credits. */
  void removeTotal(long count);

  /** Returns the highest number credited from an origin, 0 before the first. */
  long highestCredited(Origin origin);

  /** Keeps the highest number credited from an origin. */
  void putHighestCredited(Origin origin, long number);

  /**
   * Returns the waiting command at a place in the line.
   *
   * @throws IllegalStateException if there is none
   */
  SubmissionRecord waiting(long place);

  /** Keeps a waiting command at a place in the line. */
  void putWaiting(long place, SubmissionRecord submission);

  /** Forgets the waiting command at a place in the line. */
  void removeWaiting(long place);
}
