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
    boolean overtakes = admitted.command() instanceof Issue;
    if ((!account.waiting().isEmpty() && !overtakes)
        || !settled(store, account, admitted, output)) {
      store.putWaiting(account.waiting().tail(), admitted.toRecord());
      store.put(account.withWaiting(account.waiting().joined()));
      output.waiting(1);
    }
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
    drain(store, output);
  }

  /** Takes commands from the head of the line until one must wait on. */
  private static void drain(AccountStore store, Output output) {
    Account account = store.account().orElseThrow();
    while (!account.waiting().isEmpty()) {
      long head = account.waiting().head();
      Admitted first = Admitted.again(store.waiting(head));
      Account shortened = account.withWaiting(account.waiting().left());
      if (!settled(store, shortened, first, output)) {
        return;
      }
      store.removeWaiting(head);
      output.waiting(-1);
      account = store.account().orElseThrow();
    }
  }

  /** Settles a command at its turn; returns false, with nothing changed, if it must wait. */
  private static boolean settled(
      AccountStore store, Account account, Admitted admitted, Output output) {
    Decision decision = Ledger.decide(account, admitted, store::total);
    if (decision instanceof Decision.Waits) {
      return false;
    } else if (decision instanceof Decision.Accepted accepted) {
      accept(store, account, accepted, admitted, output);
    } else if (decision instanceof Decision.Repeated repeated) {
      store.put(account);
      output.repeated(Receipts.accepted(account.id(), repeated.last()));
    } else if (decision instanceof Decision.Rejected rejected) {
      store.put(account);
      output.rejected(Rejection.of(admitted.submission(), admitted.signed(), rejected.reason()));
    }
    return true;
  }

  private static void accept(
      AccountStore store,
      Account before,
      Decision.Accepted accepted,
      Admitted admitted,
      Output output) {
    Account after = accepted.account();
    long applied = after.credits().appliedCount();
    for (long count = before.credits().appliedCount() + 1; count <= applied; count++) {
      store.removeTotal(count);
    }
    store.put(after);
    LastAccepted last = after.last().of(admitted.command().role()).orElseThrow();
    output.accepted(Receipts.accepted(after.id(), last), accepted.event());
    output.balance(after);
  }
}
