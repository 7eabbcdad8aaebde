package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.schemas.AccountId;
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

  /** Returns the highest number credited from a payer, 0 before the first. It never ends. */
  long highestCredited(Origin origin);

  /** Keeps the highest number credited from a payer. */
  void putHighestCredited(Origin origin, long number);

  /** Keeps the number of the account's last transfer to a payee. */
  void putLastPaid(AccountId payee, long number);
}
