package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.Backlog;
import io.quittance.ledger.account.LastAccepted;
import io.quittance.ledger.account.WaitingLine;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.command.Issue;
import io.quittance.ledger.command.Transfer;
import io.quittance.ledger.receipt.Receipts;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.RejectionCode;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One stretch of work on one account, as much as its {@link Pace} allows. */
final class Turn {
  /**
   * Rejections of commands whose sender may know an old balance. He is told the present one again,
   * in case the last time it was told never reached him.
   */
  private static final Set<RejectionCode> BEHIND =
      EnumSet.of(
          RejectionCode.ALREADY_DECIDED,
          RejectionCode.STALE_SEQUENCE,
          RejectionCode.ALREADY_OPEN,
          RejectionCode.NOT_OPEN);

  private final AccountStore store;
  private final Output output;
  private final Pace pace;
  private final Account before;
  private Account account;

  Turn(AccountStore store, Output output, Pace pace, Account account) {
    this.store = store;
    this.output = output;
    this.pace = pace;
    this.before = account;
    this.account = account;
  }

  /** Takes a command: it has its turn at once, or joins the line. */
  Progress take(Admitted admitted) {
    // An issue depends on issue numbers alone. It must not wait: the commands before it may be
    // waiting for its very credit, and no owner may keep his issuer waiting.
    if (account.waiting().isEmpty() || admitted.command() instanceof Issue) {
      Decision decision = Ledger.decide(account, admitted, store);
      if (!(decision instanceof Decision.Waits)) {
        carryOut(decision, admitted);
        return begun();
      }
    }
    store.putWaiting(account.waiting().tail(), admitted.toRecord());
    account = account.withWaiting(account.waiting().joined());
    output.waiting(1);
    return begun();
  }

  /** Takes a credit: it is counted, parked or dropped at once, or joins the line. */
  Progress take(PendingCredit credit) {
    Backlog backlog = account.backlog();
    if (backlog.isCounting()) {
      store.putQueued(backlog.queuedCredits().tail(), credit);
      WaitingLine line = backlog.queuedCredits().joined();
      backlog(was -> was.withQueuedCredits(line));
      return begun();
    }
    arrive(credit);
    if (!before.backlog().isUnfinished()) {
      countCredits();
      drain();
    }
    return begun();
  }

  /** Does more of what was left to do. */
  Progress goOn() {
    countCredits();
    drain();
    return end();
  }

  /** Ends a turn that was not called for by an earlier one. */
  private Progress begun() {
    Progress progress = end();
    return before.backlog().isUnfinished() ? Progress.DONE : progress;
  }

  private Progress end() {
    forgetTotals();
    // What has no effect leaves no trace: else anybody could fill the state with accounts.
    if (!account.equals(before)) {
      store.put(account);
    }
    return account.backlog().isUnfinished() ? Progress.UNFINISHED : Progress.DONE;
  }

  private void countCredits() {
    for (int left = pace.credits(); left > 0 && account.backlog().isCounting(); left--) {
      Backlog backlog = account.backlog();
      if (backlog.successorsOf().isPresent()) {
        countSuccessor(new Origin(backlog.successorsOf().get()));
      } else {
        WaitingLine line = backlog.queuedCredits();
        PendingCredit first = store.queued(line.head());
        store.removeQueued(line.head());
        backlog(was -> was.withQueuedCredits(line.left()));
        arrive(first);
      }
    }
  }

  /** Counts the parked credit that follows the last one counted of an origin, if there is any. */
  private void countSuccessor(Origin origin) {
    Predecessor counted = new Predecessor(origin, store.highestCredited(origin));
    Optional<PendingCredit> successor = store.parked(counted);
    if (successor.isEmpty()) {
      backlog(was -> was.withSuccessorsOf(Optional.empty()));
      return;
    }
    store.removeParked(counted);
    backlog(was -> was.plusParked(-1));
    output.parked(-1);
    count(successor.get());
  }

  private void arrive(PendingCredit credit) {
    long highest = store.highestCredited(credit.origin());
    if (credit.number() <= highest) {
      output.creditDropped();
    } else if (credit.previous() <= highest) {
      count(credit);
    } else if (store.parked(credit.predecessor()).isPresent()) {
      output.creditDropped();
    } else {
      store.putParked(credit.predecessor(), credit);
      backlog(was -> was.plusParked(1));
      output.parked(1);
    }
  }

  private void count(PendingCredit credit) {
    store.putHighestCredited(credit.origin(), credit.number());
    account = Ledger.counted(account, credit);
    store.putTotal(account.credits().receivedCount(), account.credits().received());
    boolean parked = account.backlog().parkedCredits() > 0;
    boolean waiting = !account.waiting().isEmpty();
    backlog(
        was ->
            was.withSuccessorsOf(parked ? Optional.of(credit.origin().id()) : Optional.empty())
                .withDraining(waiting));
    output.credited(credit);
    output.balance(account);
  }

  /** Takes commands from the head of the line until one must wait on. */
  private void drain() {
    for (int left = pace.commands(); left > 0 && account.backlog().draining(); left--) {
      long head = account.waiting().head();
      Admitted first = Admitted.again(store.waiting(head));
      Decision decision = Ledger.decide(account, first, store);
      if (decision instanceof Decision.Waits) {
        backlog(was -> was.withDraining(false));
        return;
      }
      carryOut(decision, first);
      account = account.withWaiting(account.waiting().left());
      store.removeWaiting(head);
      output.waiting(-1);
      if (account.waiting().isEmpty()) {
        backlog(was -> was.withDraining(false));
      }
    }
  }

  /** Says what was decided, and brings the account to where it is afterwards. */
  private void carryOut(Decision decision, Admitted admitted) {
    if (decision instanceof Decision.Accepted accepted) {
      long appliedBefore = account.credits().appliedCount();
      account = accepted.account();
      long applied = account.credits().appliedCount() - appliedBefore;
      backlog(was -> was.plusTotals(applied));
      if (admitted.command() instanceof Transfer transfer) {
        store.putLastPaid(transfer.payee(), transfer.sequence());
      }
      LastAccepted last = account.last().of(admitted.command().role()).orElseThrow();
      output.accepted(Receipts.accepted(account.id(), last), accepted.event());
      output.balance(account);
    } else if (decision instanceof Decision.Repeated repeated) {
      output.repeated(Receipts.accepted(account.id(), repeated.last()));
    } else if (decision instanceof Decision.Rejected rejected) {
      output.rejected(Rejection.of(admitted.submission(), admitted.signed(), rejected.reason()));
      if (BEHIND.contains(rejected.reason().code()) && account.asset().isPresent()) {
        output.balance(account);
      }
    }
  }

  /** Forgets the sums of credits that are applied now: nobody can count on them any more. */
  private void forgetTotals() {
    long left = account.backlog().totalsToForget();
    long forgotten = Math.min(left, pace.totals());
    long first = account.credits().appliedCount() - left + 1;
    for (long count = first; count < first + forgotten; count++) {
      store.removeTotal(count);
    }
    backlog(was -> was.plusTotals(-forgotten));
  }

  private void backlog(UnaryOperator<Backlog> change) {
    account = account.withBacklog(change.apply(account.backlog()));
  }
}
