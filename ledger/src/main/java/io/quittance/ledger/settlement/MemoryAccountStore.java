package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.state.SubmissionRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An account's store in memory, for simulations and audits; not safe for several threads. */
public final class MemoryAccountStore implements AccountStore {
  private Account account;
  private final Map<Long, SealedAmount> totals = new HashMap<>();
  private final Map<Origin, Long> highestCredited = new HashMap<>();
  private final Map<AccountId, Long> lastPaid = new HashMap<>();
  private final Map<Predecessor, PendingCredit> parked = new HashMap<>();
  private final Map<Long, PendingCredit> queued = new HashMap<>();
  private final Map<Long, SubmissionRecord> waiting = new HashMap<>();

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
    return present(totals.get(count), "total of credits", count);
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

  @Override
  public Optional<PendingCredit> parked(Predecessor predecessor) {
    return Optional.ofNullable(parked.get(predecessor));
  }

  @Override
  public void putParked(Predecessor predecessor, PendingCredit credit) {
    parked.put(predecessor, credit);
  }

  @Override
  public void removeParked(Predecessor predecessor) {
    parked.remove(predecessor);
  }

  @Override
  public PendingCredit queued(long place) {
    return present(queued.get(place), "queued credit", place);
  }

  @Override
  public void putQueued(long place, PendingCredit credit) {
    queued.put(place, credit);
  }

  @Override
  public void removeQueued(long place) {
    queued.remove(place);
  }

  @Override
  public SubmissionRecord waiting(long place) {
    return present(waiting.get(place), "waiting command", place);
  }

  @Override
  public void putWaiting(long place, SubmissionRecord submission) {
    waiting.put(place, submission);
  }

  @Override
  public void removeWaiting(long place) {
    waiting.remove(place);
  }

  /** Returns how many totals, credits and waiting commands are kept beside the account. */
  public int size() {
    return totals.size() + parked.size() + queued.size() + waiting.size();
  }

  private static <T> T present(T value, String what, long key) {
    if (value == null) {
      throw new IllegalStateException("no " + what + " " + key + " is kept");
    }
    return value;
  }
}
