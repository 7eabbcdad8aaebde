package io.quittance.jobs.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.settlement.AccountStore;
import io.quittance.ledger.settlement.Origin;
import io.quittance.ledger.settlement.PendingCredit;
import io.quittance.ledger.settlement.Predecessor;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.state.AccountState;
import io.quittance.schemas.state.SubmissionRecord;
import java.util.Optional;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.util.FlinkRuntimeException;

/** Keeps accounts in Flink's keyed state; it shows the account that is Flink's current key. */
final class FlinkAccountStore implements AccountStore {
  private final ValueState<AccountState> account;
  private final MapState<Long, byte[]> totals;
  private final MapState<Origin, Long> credited;
  private final MapState<AccountId, Long> paid;
  private final MapState<Predecessor, io.quittance.schemas.state.PendingCredit> parked;
  private final MapState<Long, io.quittance.schemas.state.PendingCredit> queued;
  private final MapState<Long, SubmissionRecord> waiting;
  private final AccountWatch watch;

  /** The account as it was last read or kept, which the next change is a change of. */
  private Optional<Account> before = Optional.empty();

  FlinkAccountStore(KeyedStateStore states, AccountWatch watch) {
    this.watch = watch;
    account = states.getState(StateDescriptors.ACCOUNT);
    totals = states.getMapState(StateDescriptors.CREDIT_TOTALS);
    credited = states.getMapState(StateDescriptors.CREDITED);
    paid = states.getMapState(StateDescriptors.PAID);
    parked = states.getMapState(StateDescriptors.PARKED);
    queued = states.getMapState(StateDescriptors.QUEUED);
    waiting = states.getMapState(StateDescriptors.WAITING);
  }

  @Override
  public Optional<Account> account() {
    before = Optional.ofNullable(read(account::value)).map(AccountRecords::fromState);
    return before;
  }

  @Override
  public void put(Account changed) {
    write(() -> account.update(AccountRecords.toState(changed)));
    watch.changed(before, changed);
    before = Optional.of(changed);
  }

  @Override
  public SealedAmount total(long count) {
    return SealedAmount.of(present(read(() -> totals.get(count)), "total of credits", count));
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

  @Override
  public Optional<PendingCredit> parked(Predecessor predecessor) {
    return Optional.ofNullable(read(() -> parked.get(predecessor))).map(PendingCredit::of);
  }

  @Override
  public void putParked(Predecessor predecessor, PendingCredit credit) {
    write(() -> parked.put(predecessor, credit.toRecord()));
  }

  @Override
  public void removeParked(Predecessor predecessor) {
    write(() -> parked.remove(predecessor));
  }

  @Override
  public PendingCredit queued(long place) {
    return PendingCredit.of(present(read(() -> queued.get(place)), "queued credit", place));
  }

  @Override
  public void putQueued(long place, PendingCredit credit) {
    write(() -> queued.put(place, credit.toRecord()));
  }

  @Override
  public void removeQueued(long place) {
    write(() -> queued.remove(place));
  }

  @Override
  public SubmissionRecord waiting(long place) {
    return present(read(() -> waiting.get(place)), "waiting command", place);
  }

  @Override
  public void putWaiting(long place, SubmissionRecord submission) {
    write(() -> waiting.put(place, submission));
  }

  @Override
  public void removeWaiting(long place) {
    write(() -> waiting.remove(place));
  }

  /** Is told of each account that is kept, and what it was when it was last read or kept. */
  interface AccountWatch {
    void changed(Optional<Account> before, Account after);
  }

  private static <T> T present(T value, String what, long key) {
    if (value == null) {
      throw new IllegalStateException("no " + what + " " + key + " is kept");
    }
    return value;
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
