package io.quittance.ledger;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.settlement.AccountStore;
import io.quittance.ledger.settlement.MemoryAccountStore;
import io.quittance.ledger.settlement.Origin;
import io.quittance.ledger.settlement.PendingCredit;
import io.quittance.ledger.settlement.Predecessor;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.state.AccountState;
import io.quittance.schemas.state.SubmissionRecord;
import java.util.Optional;

/** A store in memory that keeps bytes, as keyed state does, so that nothing lives beside them. */
public final class EncodedAccountStore implements AccountStore {
  public final MemoryAccountStore rest = new MemoryAccountStore();
  private byte[] account;

  @Override
  public Optional<Account> account() {
    try {
      return account == null
          ? Optional.empty()
          : Optional.of(AccountRecords.fromState(SingleObject.decode(AccountState.class, account)));
    } catch (MalformedRecordException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void put(Account changed) {
    account = SingleObject.encode(AccountRecords.toState(changed));
  }

  @Override
  public SealedAmount total(long count) {
    return SealedAmount.of(rest.total(count).toBytes());
  }

  @Override
  public void putTotal(long count, SealedAmount total) {
    rest.putTotal(count, total);
  }

  @Override
  public void removeTotal(long count) {
    rest.removeTotal(count);
  }

  @Override
  public long highestCredited(Origin origin) {
    return rest.highestCredited(origin);
  }

  @Override
  public void putHighestCredited(Origin origin, long number) {
    rest.putHighestCredited(origin, number);
  }

  @Override
  public long lastPaid(AccountId payee) {
    return rest.lastPaid(payee);
  }

  @Override
  public void putLastPaid(AccountId payee, long number) {
    rest.putLastPaid(payee, number);
  }

  @Override
  public Optional<PendingCredit> parked(Predecessor predecessor) {
    return rest.parked(predecessor).map(EncodedAccountStore::encoded);
  }

  @Override
  public void putParked(Predecessor predecessor, PendingCredit credit) {
    rest.putParked(predecessor, credit);
  }

  @Override
  public void removeParked(Predecessor predecessor) {
    rest.removeParked(predecessor);
  }

  @Override
  public PendingCredit queued(long place) {
    return encoded(rest.queued(place));
  }

  @Override
  public void putQueued(long place, PendingCredit credit) {
    rest.putQueued(place, credit);
  }

  @Override
  public void removeQueued(long place) {
    rest.removeQueued(place);
  }

  private static PendingCredit encoded(PendingCredit credit) {
    return PendingCredit.of(credit.toRecord());
  }

  @Override
  public SubmissionRecord waiting(long place) {
    return rest.waiting(place);
  }

  @Override
  public void putWaiting(long place, SubmissionRecord submission) {
    rest.putWaiting(place, submission);
  }

  @Override
  public void removeWaiting(long place) {
    rest.removeWaiting(place);
  }
}
