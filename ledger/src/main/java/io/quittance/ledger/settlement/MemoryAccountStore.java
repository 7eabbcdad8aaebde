package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.schemas.AccountId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An account's store in memory, for simulations and audits; not safe for several threads. */
public final class MemoryAccountStore implements AccountStore {
  private Account account;
  private final Map<Long, SealedAmount> totals = new HashMap<>();
  private final Map<Origin, Long> highestCredited = new HashMap<>();
  private final Map<AccountId, Long> lastPaid = new HashMap<>();

  @Override
  public Optional<Account> account() {
    return Optional.ofNullable(account);
  }

  @Override
  public void put(Account changed) {
    account = changed;
  }

  @Override
  public SealedAmount total(long count) {
    SealedAmount total = totals.get(count);
    if (total == null) {
      throw new IllegalStateException("no total of credits " + count + " is kept");
    }
    return total;
  }

  @Override
  public void putTotal(long count, SealedAmount total) {
    totals.put(count, total);
  }

  @Override
  public void removeTotal(long count) {
    totals.remove(count);
  }

  @Override
  public long highestCredited(Origin origin) {
    return highestCredited.getOrDefault(origin, 0L);
  }

  @Override
  public void putHighestCredited(Origin origin, long number) {
    highestCredited.put(origin, number);
  }

  @Override
  public long lastPaid(AccountId payee) {
    return lastPaid.getOrDefault(payee, 0L);
  }

  @Override
  public void putLastPaid(AccountId payee, long number) {
    lastPaid.put(payee, number);
  }

  /** Returns how many totals are kept beside the account. */
  public int size() {
    return totals.size();
  }
}
