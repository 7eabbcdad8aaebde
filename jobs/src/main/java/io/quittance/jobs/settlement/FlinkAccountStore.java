package io.quittance.jobs.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.settlement.AccountStore;
import io.quittance.ledger.settlement.Origin;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.state.AccountState;
import java.util.Optional;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.util.FlinkRuntimeException;

/**
 * Keeps accounts in Flink's keyed state; it shows the account that is Flink's current key.
 *
 * <p>State is written through at each change. The accounts that were last in use stay in memory
 * besides, with their ciphertexts decoded: to read one from RocksDB and decode it costs as much as
 * all that the ledger does with it. No other task writes them, so they never differ.
 */
final class FlinkAccountStore implements AccountStore {
  private final ValueState<AccountState> account;
  private final MapState<Long, byte[]> totals;
  private final MapState<Origin, Long> credited;
  private final MapState<AccountId, Long> paid;
  private final AccountWatch watch;
  private final RecentAccounts recent;
  private AccountId current;

  /** The account as it was last read or kept, which the next change is a change of. */
  private Optional<Account> before = Optional.empty();

  FlinkAccountStore(KeyedStateStore states, AccountWatch watch, int accountsInMemory) {
    this.watch = watch;
    recent = new RecentAccounts(accountsInMemory);
    account = states.getState(StateDescriptors.ACCOUNT);
    totals = states.getMapState(StateDescriptors.CREDIT_TOTALS);
    credited = states.getMapState(StateDescriptors.CREDITED);
    paid = states.getMapState(StateDescriptors.PAID);
  }

  /** Says which account Flink's current key is. */
  void at(AccountId key) {
    current = key;
  }

  @Override
  public Optional<Account> account() {
    before = Optional.ofNullable(recent.get(current));
    if (before.isEmpty()) {
      before = Optional.ofNullable(read(account::value)).map(AccountRecords::fromState);
      before.ifPresent(recent::put);
    }
    return before;
  }

  @Override
  public void put(Account changed) {
    write(() -> account.update(AccountRecords.toState(changed)));
    recent.put(changed);
    watch.changed(before, changed);
    before = Optional.of(changed);
  }

  @Override
  public SealedAmount total(long count) {
    byte[] total = read(() -> totals.get(count));
    if (total == null) {
      throw new IllegalStateException("no total of credits " + count + " is kept");
    }
    return SealedAmount.of(total);
  }

  @Override
  public void putTotal(long count, SealedAmount total) {
    write(() -> totals.put(count, total.toBytes()));
  }

  @Override
  public void removeTotal(long count) {
    write(() -> totals.remove(count));
  }

  @Override
  public long highestCredited(Origin origin) {
    Long highest = read(() -> credited.get(origin));
    return highest == null ? 0 : highest;
  }

  @Override
  public void putHighestCredited(Origin origin, long number) {
    write(() -> credited.put(origin, number));
  }

  @Override
  public long lastPaid(AccountId payee) {
    Long number = read(() -> paid.get(payee));
    return number == null ? 0 : number;
  }

  @Override
  public void putLastPaid(AccountId payee, long number) {
    write(() -> paid.put(payee, number));
  }

  /** Is told of each account that is kept, and what it was when it was last read or kept. */
  interface AccountWatch {
    void changed(Optional<Account> before, Account after);
  }

  /** The state backend's exceptions mean that the disk failed: Flink must restart the job. */
  private static <T> T read(Read<T> access) {
    try {
      return access.get();
    } catch (Exception e) {
      throw new FlinkRuntimeException("keyed state could not be read", e);
    }
  }

  private static void write(Write access) {
    try {
      access.run();
    } catch (Exception e) {
      throw new FlinkRuntimeException("keyed state could not be written", e);
    }
  }

  private interface Read<T> {
    T get() throws Exception;
  }

  private interface Write {
    void run() throws Exception;
  }
}
