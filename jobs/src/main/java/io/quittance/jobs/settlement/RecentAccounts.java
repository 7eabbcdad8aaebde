package io.quittance.jobs.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.schemas.AccountId;
import java.util.LinkedHashMap;
import java.util.Map;

/** The accounts that were last in use, as many as there is room for. */
final class RecentAccounts {
  private static final float LOAD = 0.75f;

  private final Map<AccountId, Account> accounts;

  /** Makes room for so many accounts, about 3 KiB each. */
  RecentAccounts(int room) {
    accounts =
        new LinkedHashMap<>(16, LOAD, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<AccountId, Account> eldest) {
            return size() > room;
          }
        };
  }

  /** Returns an account, null if it is not among them. */
  Account get(AccountId id) {
    return accounts.get(id);
  }

  /** Keeps an account as it is now; the one that was not in use for longest makes room. */
  void put(Account account) {
    accounts.put(account.id(), account);
  }
}
