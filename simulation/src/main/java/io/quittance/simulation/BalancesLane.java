package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.state.AccountState;
import java.util.HashMap;
import java.util.Map;

/**
 * The balances lane's promise: what is published of an account is the balance of the last that was
 * told of it.
 */
final class BalancesLane {
  /** What was told and is held back, by task. */
  private final Map<Integer, Map<AccountId, TopicRecord>> heldBack = new HashMap<>();

  /** Nothing is held back in a checkpoint. */
  void restore() {
    heldBack.clear();
  }

  /** A task is about to take what an account has become. */
  void taken(int task, TopicRecord told) {
    heldBack.computeIfAbsent(task, any -> new HashMap<>()).put(AccountId.of(told.key()), told);
  }

  /** A task has published a balance. */
  void published(int task, TopicRecord record) {
    AccountId account = AccountId.of(record.key());
    TopicRecord told = heldBack.getOrDefault(task, Map.of()).get(account);
    require(told != null, "a balance of %s is published that nobody told", account);
    heldBack.get(task).remove(account);
    require(
        balance(told).equals(decoded(Balance.class, record)),
        "another balance of %s is published than was told",
        account);
  }

  private static Balance balance(TopicRecord told) {
    return AccountRecords.toBalance(AccountRecords.fromState(state(told)));
  }

  /** Returns what an account has become, as settle tells it. */
  static AccountState state(TopicRecord told) {
    return decoded(AccountState.class, told);
  }

  private static <T extends org.apache.avro.specific.SpecificRecordBase> T decoded(
      Class<T> type, TopicRecord record) {
    try {
      return SingleObject.decode(type, record.value());
    } catch (MalformedRecordException e) {
      throw new BrokenInvariant("what is told of an account cannot be read: " + e.getMessage());
    }
  }
}
