package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.settlement.AccountStates;
import io.quittance.jobs.settlement.AccountStates.Kept;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.state.AccountState;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainEntry.Standing;
import io.quittance.simulation.PlainLedger.Outcome;
import io.quittance.simulation.PlainLedger.Ruling;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.runtime.state.KeyedStateBackend;

/**
 * Lets the plain ledger take what settle takes, and compares what settle keeps of the accounts that
 * it worked on with the plain ones.
 */
final class LedgerCheck {
  private final PlainJournal journal;
  private final FinalLane finals;
  private final StateCheck states;
  private final Tampering tampering;

  private Books books = Books.empty();

  /** Whose accounts each task of settle has worked on since its last batch ended. */
  private final Map<OperatorTask, Set<Party>> touched = new HashMap<>();

  /** Who has moved money since all that was decided was said. */
  private final Set<Party> moved = new LinkedHashSet<>();

  LedgerCheck(PlainJournal journal, FinalLane finals, StateCheck states, Tampering tampering) {
    this.journal = journal;
    this.finals = finals;
    this.states = states;
    this.tampering = tampering;
  }

  Books books() {
    return books;
  }

  /** Goes back to what was known when a checkpoint was taken. */
  void restore(Books known) {
    books = known;
    touched.clear();
    moved.clear();
  }

  /** Settle is about to take a record: it must be the account's next one. */
  Ruling takes(OperatorTask task, PlainRecord record) {
    Party owner = journal.party(record.account());
    PlainAccount account = books.ledger().account(owner);
    Optional<PlainRecord> next =
        journal.nextOf(owner.id(), record.place().partition(), account.taken);
    require(
        next.isPresent() && next.get().place().equals(record.place()),
        "%s reaches the ledger where %s is next",
        record,
        next.orElse(null));
    account.taken = record.place().offset();
    touched(task).add(owner);
    if (record instanceof Sent sent) {
      return books.ledger().command(sent);
    }
    Ruling ruling = books.ledger().entry((Standing) record);
    if (ruling.outcome() == Outcome.COUNTED) {
      CommandId event = ((Standing) record).entry().credit().orElseThrow().event();
      books.arrived(owner.asset().id(), event, finals.credit(event));
    }
    return ruling;
  }

  /** Settle tells what an account has become, and so has worked on it. */
  void balanceTold(OperatorTask task, TopicRecord record) {
    Party party = journal.party(AccountId.of(record.key()));
    touched(task).add(party);
    books.told(party, BalancesLane.state(record));
  }

  private Set<Party> touched(OperatorTask task) {
    return touched.computeIfAbsent(task, any -> new LinkedHashSet<>());
  }

  /**
   * Settle has come to rest: compares what it keeps, and the sums of all, with what they must be.
   *
   * @param inBatch whether it says later what became of the accounts
   * @param anyInBatch whether any task does: sums are of all that has been said
   * @return how many accounts were compared
   */
  int rested(OperatorTask task, boolean inBatch, boolean anyInBatch) {
    int accounts = touched(task).size();
    moved.addAll(touched(task));
    touched(task).forEach(party -> check(party, task, inBatch));
    if (!inBatch) {
      touched(task).clear();
    }
    if (!anyInBatch) {
      moved.forEach(party -> ConservationCheck.after(party, books));
      moved.clear();
    }
    return accounts;
  }

  /** Whoever reads balances must know what the account has become: it was told last. */
  private void told(PlainAccount account, Optional<AccountState> state) {
    if (!account.active) {
      return;
    }
    Optional<AccountState> told = books.told(account.owner);
    require(told.isPresent(), "nobody was told the balance of %s", account.owner);
    require(
        balanceOf(told.get()).equals(balanceOf(state.orElseThrow())),
        "the balance told of %s is not the one that is kept",
        account.owner);
  }

  /** What a balance is made of. */
  private static List<Object> balanceOf(AccountState state) {
    return Arrays.asList(
        state.getAccount(),
        state.getAsset(),
        state.getStatus(),
        state.getAvailable(),
        state.getDecryptableAvailable(),
        state.getReceived(),
        state.getApplied(),
        state.getSequence(),
        state.getCreditsReceived(),
        state.getCreditsApplied(),
        state.getIssueNumber(),
        state.getOrderNumber(),
        state.getZerosAdded());
  }

  private void check(Party party, OperatorTask task, boolean inBatch) {
    try {
      KeyedStateBackend<AccountId> backend = task.getOperator().getKeyedStateBackend();
      PlainAccount account = books.ledger().account(party);
      Kept actual = AccountStates.of(backend).kept(party.id());
      Kept kept = tampering.kept(account, actual, Tampering.Moment.REST);
      states.check(account, kept);
      require(account.available.amount().signum() >= 0, "the balance of %s is negative", party);
      if (!inBatch) {
        told(account, kept.state());
      }
      ConservationCheck.holds(party, kept.state(), books);
    } catch (BrokenInvariant broken) {
      throw broken;
    } catch (Exception e) {
      throw new IllegalStateException("the state of " + party + " cannot be read", e);
    }
  }
}
