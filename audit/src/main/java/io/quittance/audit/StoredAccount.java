package io.quittance.audit;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.settlement.AccountStore;
import io.quittance.ledger.settlement.Origin;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.state.AccountState;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/** One account in the audit's store, in the records that the job keeps it in. */
final class StoredAccount implements AccountStore {
  private final AuditStore store;
  private final byte[] id;

  StoredAccount(AuditStore store, AccountId id) {
    this.store = store;
    this.id = id.toBytes();
  }

  @Override
  public Optional<Account> account() {
    return store.get(Table.ACCOUNT, id).map(StoredAccount::account);
  }

  /** Reads an entry of the table of accounts. */
  static Account account(byte[] value) {
    return AccountRecords.fromState(decode(AccountState.class, value));
  }

  @Override
  public void put(Account account) {
    store.put(Table.ACCOUNT, id, SingleObject.encode(AccountRecords.toState(account)));
  }

  @Override
  public SealedAmount total(long count) {
    return SealedAmount.of(present(Table.TOTAL, AuditStore.key(id, count)));
  }

  @Override
  public void putTotal(long count, SealedAmount total) {
    store.put(Table.TOTAL, AuditStore.key(id, count), total.toBytes());
  }

  @Override
  public void removeTotal(long count) {
    store.delete(Table.TOTAL, AuditStore.key(id, count));
  }

  @Override
  public long highestCredited(Origin origin) {
    return store
        .get(Table.CREDITED, withId(origin.id().toBytes()))
        .map(value -> ByteBuffer.wrap(value).getLong())
        .orElse(0L);
  }

  @Override
  public void putHighestCredited(Origin origin, long number) {
    store.put(Table.CREDITED, withId(origin.id().toBytes()), AuditStore.key(number));
  }

  @Override
  public long lastPaid(AccountId payee) {
    return store
        .get(Table.PAID, withId(payee.toBytes()))
        .map(value -> ByteBuffer.wrap(value).getLong())
        .orElse(0L);
  }

  @Override
  public void putLastPaid(AccountId payee, long number) {
    store.put(Table.PAID, withId(payee.toBytes()), AuditStore.key(number));
  }

  private byte[] withId(byte[] rest) {
    return ByteBuffer.allocate(id.length + rest.length).put(id).put(rest).array();
  }

  private byte[] present(Table table, byte[] key) {
    return store
        .get(table, key)
        .orElseThrow(() -> new IllegalStateException("nothing is kept in " + table + " there"));
  }

  private static <T extends SpecificRecordBase> T decode(Class<T> type, byte[] value) {
    try {
      return SingleObject.decode(type, value);
    } catch (MalformedRecordException altered) {
      throw new IllegalStateException("what the audit kept was altered", altered);
    }
  }
}
