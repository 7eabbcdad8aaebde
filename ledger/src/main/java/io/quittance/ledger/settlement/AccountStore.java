package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.state.SubmissionRecord;
import java.util.Optional;

/**
 * Where all that belongs to one account is kept: keyed state in the job, maps in a simulation. It
 * only keeps; every rule stands in {@link Settlement}.
 */
public interface AccountStore extends AccountHistory {
  /** Returns the account, if anything has happened to it. */
  Optional<Account> account();

  /** Keeps the account. */
  void put(Account account);

  /** Keeps the sum of the account's first {@code count} credits. */
  void putTotal(long count, SealedAmount total);

  /** Forgets the sum of the account's first {@code count} credits. */
  void removeTotal(long count);

  /** Returns the highest number credited from an origin, 0 before the first. */
  long highestCredited(Origin origin);

  /** Keeps the highest number credited from an origin. */
  void putHighestCredited(Origin origin, long number);

  /** Keeps the number of the account's last transfer to a payee. */
  void putLastPaid(AccountId payee, long number);

  /** Returns the credit that is parked until its predecessor is counted, if one is. */
  Optional<PendingCredit> parked(Predecessor predecessor);

  /** Keeps a credit until its predecessor is counted. */
  void putParked(Predecessor predecessor, PendingCredit credit);

  /** Forgets the credit that was parked behind a predecessor. */
  void removeParked(Predecessor predecessor);

  /**
   * Returns the credit at a place in the line of those not counted yet.
   *
   * @throws IllegalStateException if there is none
   */
  PendingCredit queued(long place);

  /** Keeps a credit at a place in the line of those not counted yet. */
  void putQueued(long place, PendingCredit credit);

  /** Forgets the credit at a place in the line of those not counted yet. */
  void removeQueued(long place);

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
