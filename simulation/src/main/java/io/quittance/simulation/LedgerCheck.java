package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.settlement.AccountStates;
import io.quittance.ledger.settlement.Pace;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.state.AccountState;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainLedger.PlainCredit;
import io.quittance.simulation.PlainLedger.Ruling;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.runtime.state.KeyedStateBackend;

/**
 * Lets the plain ledger take what settle takes, and compares what settle keeps of the accounts that
 * it worked on with the plain ones.
 */
final class LedgerCheck {
  private final Submissions submissions;
  private final SimulatedTopic settlements;
  private final FinalLane finals;
  private final StateCheck states;
  private final Pace pace;

  private Books books = Books.empty();

  /** Whose accounts settle has worked on since it last came to rest, and how many verdicts came. */
  private final Map<Party, Integer> touched = new LinkedHashMap<>();

  LedgerCheck(
      Submissions submissions,
      SimulatedTopic settlements,
      FinalLane finals,
      StateCheck states,
      Pace pace) {
    this.submissions = submissions;
    this.settlements = settlements;
    this.finals = finals;
    this.states = states;
    this.pace = pace;
  }

  Books books() {
    return books;
  }

  /** Goes back to what was known when a checkpoint was taken. */
  void restore(Books known) {
    books = known;
  }

  /** Settle is about to take a command: it must be the account's next one. */
  Ruling command(Sent sent) {
    Party owner = sent.command().account();
    PlainAccount account = books.ledger().account(owner);
    Optional<Sent> next =
        submissions.nextOf(owner, sent.place().partition(), account.commandsTaken);
    require(
        next.isPresent() && next.get().place().equals(sent.place()),
        "%s reaches the ledger where %s is next",
        sent,
        next.orElse(null));
    account.commandsTaken = sent.place().offset();
    touched.put(owner, 0);
    return books.ledger().command(sent);
  }

  /** Settle is about to take a credit: it must be the next that the log has for the payee. */
  void credit(AddressedRecord addressed) {
    PlainCommand command = submissions.command(FinalLane.id(addressed.record().value()));
    PlainCredit credit = Submissions.credit(command, finals.previous(command.id()));
    PlainAccount account = books.ledger().account(credit.payee());
    LogRecord record = addressed.record();
    require(
        nextCredit(credit.payee(), record.partition(), account.creditsTaken) == record.offset(),
        "the credit at %s of the settlements is not the next of %s",
        Place.of(record),
        credit.payee());
    account.creditsTaken = record.offset();
    books.ledger().credit(credit);
    touched.put(credit.payee(), 0);
  }

  /**
   * Something comes of a command that waited: lets the plain ledger go on to it. How much settle
   * does at a stretch is its own affair, within its limits.
   */
  Ruling goOnTo(byte[] account) {
    Party party = submissions.party(AccountId.of(account));
    PlainAccount plain = books.ledger().account(party);
    Optional<Ruling> ruling = PlainLedger.nextWaiting(plain);
    while (ruling.isEmpty() && !plain.due.isEmpty()) {
      nextCredit(plain);
      ruling = PlainLedger.nextWaiting(plain);
    }
    require(ruling.isPresent(), "a verdict comes of %s that nobody was waiting for", party);
    int verdicts = touched.merge(party, 1, Integer::sum);
    require(
        verdicts <= pace.commands(),
        "%d waiting commands of %s had their turn at a stretch",
        verdicts,
        party);
    return ruling.get();
  }

  /** Settle tells the balance of an account, and so has worked on it. */
  void balanceTold(AccountId account) {
    touched.putIfAbsent(submissions.party(account), 0);
  }

  /**
   * Settle has come to rest: compares what it keeps, and the sums of all, with what they must be.
   *
   * @return how many accounts were compared
   */
  int rested(OperatorTask task) {
    int accounts = touched.size();
    touched.keySet().forEach(party -> check(party, task));
    touched.clear();
    return accounts;
  }

  private void nextCredit(PlainAccount account) {
    PlainLedger.nextCredit(account)
        .ifPresent(
            credit ->
                books.arrived(
                    account.owner.asset().id(), credit.event(), finals.credit(credit.event())));
  }

  private long nextCredit(Party payee, int partition, long after) {
    long offset = after + 1;
    while (true) {
      Optional<LogRecord> next = settlements.next(partition, offset);
      if (next.isEmpty()) {
        return -1;
      }
      PlainCommand command = submissions.command(FinalLane.id(next.get().value()));
      if (Submissions.credited(command).filter(payee::equals).isPresent()) {
        return next.get().offset();
      }
      offset = next.get().offset() + 1;
    }
  }

  /** Returns whether settle has counted, parked or dropped credits that are still due here. */
  private static boolean isBehind(PlainAccount account, Optional<AccountState> state) {
    long received = state.map(AccountState::getCreditsReceived).orElse(0L);
    long queued = state.map(kept -> kept.getQueuedTail() - kept.getQueuedHead()).orElse(0L);
    return account.received < received || account.due.size() - account.successors > queued;
  }

  private void check(Party party, OperatorTask task) {
    try {
      KeyedStateBackend<AccountId> backend = task.getOperator().getKeyedStateBackend();
      AccountStates kept = AccountStates.of(backend);
      PlainAccount account = books.ledger().account(party);
      Optional<AccountState> state = kept.kept(party.id()).state();
      while (!account.due.isEmpty() && isBehind(account, state)) {
        nextCredit(account);
      }
      states.check(account, kept);
      require(account.available.amount().signum() >= 0, "the balance of %s is negative", party);
      ConservationCheck.after(party, kept, books);
    } catch (BrokenInvariant broken) {
      throw broken;
    } catch (Exception e) {
      throw new IllegalStateException("the state of " + party + " cannot be read", e);
    }
  }
}
