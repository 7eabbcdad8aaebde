package io.quittance.ledger;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.settlement.AccountStore;
import io.quittance.ledger.settlement.MemoryAccountStore;
import io.quittance.ledger.settlement.Origin;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.state.AccountState;
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
}
