package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.LastAccepted;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.command.Issue;
import io.quittance.ledger.receipt.Receipts;
import io.quittance.ledger.submission.Rejection;
import io.quittance.schemas.AccountId;

/**
 * Keeps the order of one account's commands and credits around the pure {@link Ledger}. The job, a
 * simulation and an audit all run this.
 *
 * <p>The verdicts do not depend on how the two logs are interleaved: a command that counts on k
 * credits waits for credit k, all behind it wait with it, and it then uses the first k and no more.
 * Waiting commands are never rejected for their number.
 */
public final class Settlement {
  private Settlement() {}

  /** Takes the account's next command from the commands log. */
  public static void onCommand(AccountStore store, Admitted admitted, Output output) {
    AccountId id = admitted.command().account();
    Account account = store.account().orElseGet(() -> Account.unopened(id));
    // An issue depends on issue numbers alone. It must not wait: the commands before it may be
    // waiting for its very credit, and no owner may keep his issuer waiting.
    if (account.waiting().isEmpty() || admitted.command() instanceof Issue) {
      Decision decision = Ledger.decide(account, admitted, store::total);
      if (!(decision instanceof Decision.Waits)) {
        Account after = carryOut(store, account, decision, admitted, output);
        // What has no effect leaves no trace: else anybody could fill the state with accounts.
        if (!after.equals(account)) {
          store.put(after);
        }
        return;
      }
    }
    store.putWaiting(account.waiting().tail(), admitted.toRecord());
    store.put(account.withWaiting(account.waiting().joined()));
    output.waiting(1);
  }

  /** Takes the account's next credit from the settlements log. */
  public static void onCredit(AccountStore store, Credit credit, Output output) {
    if (credit.number() <= store.highestCredited(credit.origin())) {
      output.creditDropped();
      return;
    }
    store.putHighestCredited(credit.origin(), credit.number());
    Account account =
        Ledger.credit(store.account().orElseGet(() -> Account.unopened(credit.payee())), credit);
    store.putTotal(account.credits().receivedCount(), account.credits().received());
    store.put(account);
    output.credited();
    output.balance(account);
    drain(store, account, output);
  }

  /** Takes commands from the head of the line until one must wait on. */
  private static void drain(AccountStore store, Account credited, Output output) {
    Account account = credited;
    while (!account.waiting().isEmpty()) {
      long head = account.waiting().head();
      Admitted first = Admitted.again(store.waiting(head));
      Decision decision = Ledger.decide(account, first, store::total);
      if (decision instanceof Decision.Waits) {
        return;
      }
      account = carryOut(store, account, decision, first, output);
      account = account.withWaiting(account.waiting().left());
      store.put(account);
      store.removeWaiting(head);
      output.waiting(-1);
    }
  }

  /** Says what was decided, and returns the account afterwards. */
  private static Account carryOut(
      AccountStore store, Account account, Decision decision, Admitted admitted, Output output) {
    if (decision instanceof Decision.Accepted accepted) {
      Account after = accepted.account();
      removeTotals(store, account.credits().appliedCount(), after.credits().appliedCount());
      LastAccepted last = after.last().of(admitted.command().role()).orElseThrow();
      output.accepted(Receipts.accepted(after.id(), last), accepted.event());
      output.balance(after);
      return after;
    } else if (decision instanceof Decision.Repeated repeated) {
      output.repeated(Receipts.accepted(account.id(), repeated.last()));
    } else if (decision instanceof Decision.Rejected rejected) {
      output.rejected(Rejection.of(admitted.submission(), admitted.signed(), rejected.reason()));
    }
    return account;
  }

  /** Forgets the sums of credits that are applied now: nobody can count on them any more. */
  private static void removeTotals(AccountStore store, long appliedBefore, long appliedAfter) {
    for (long count = appliedBefore + 1; count <= appliedAfter; count++) {
      store.removeTotal(count);
    }
  }
}
