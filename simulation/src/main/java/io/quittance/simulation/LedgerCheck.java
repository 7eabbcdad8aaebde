package io.quittance.simulation;

import static io.quittance.simulation.BrokenInvariant.require;

import io.quittance.jobs.record.AddressedRecord;
import io.quittance.jobs.record.LogRecord;
import io.quittance.jobs.record.TopicRecord;
import io.quittance.jobs.settlement.AccountStates;
import io.quittance.jobs.settlement.AccountStates.Kept;
import io.quittance.ledger.settlement.Pace;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.state.AccountState;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainLedger.PlainCredit;
import io.quittance.simulation.PlainLedger.Ruling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
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
  private final Tampering tampering;

  private Books books = Books.empty();

  /** Whose accounts settle has worked on since it last came to rest, and how many verdicts came. */
  private final Map<Party, Integer> touched = new LinkedHashMap<>();

  LedgerCheck(
      Submissions submissions,
      SimulatedTopic settlements,
      FinalLane finals,
      StateCheck states,
      Pace pace,
      Tampering tampering) {
    this.submissions = submissions;
    this.settlements = settlements;
    this.finals = finals;
    this.states = states;
    this.pace = pace;
    this.tampering = tampering;
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
        LogPlace.of(record),
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

  /** Settle tells what an account has become, and so has worked on it. */
  void balanceTold(TopicRecord record) {
    Party party = submissions.party(AccountId.of(record.key()));
    touched.putIfAbsent(party, 0);
    books.told(party, BalancesLane.state(record));
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

  private void check(Party party, OperatorTask task) {
    try {
      KeyedStateBackend<AccountId> backend = task.getOperator().getKeyedStateBackend();
      PlainAccount account = books.ledger().account(party);
      Kept actual = AccountStates.of(backend).kept(party.id());
      while (!account.due.isEmpty() && isBehind(account, actual.state())) {
        nextCredit(account);
      }
      Kept kept = tampering.kept(account, actual, Tampering.Moment.REST);
      states.check(account, kept);
      require(account.available.amount().signum() >= 0, "the balance of %s is negative", party);
      told(account, kept.state());
      ConservationCheck.after(party, kept.state(), books);
    } catch (BrokenInvariant broken) {
      throw broken;
    } catch (Exception e) {
      throw new IllegalStateException("the state of " + party + " cannot be read", e);
    }
  }
}
