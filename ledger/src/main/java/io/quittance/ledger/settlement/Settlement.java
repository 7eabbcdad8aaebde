package io.quittance.ledger.settlement;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.admission.Admitted;
import io.quittance.schemas.AccountId;

/**
 * Keeps the order of one account's commands and credits around the pure {@link Ledger}. The job, a
 * simulation and an audit all run this.
 *
 * <p>The verdicts do not depend on how the two logs are interleaved: a command that counts on k
 * credits waits for credit k, all behind it wait with it, and it then uses the first k and no more.
 * Waiting commands are never rejected for their number.
 *
 * <p>Nor does a credit's number depend on anything but the settlements log. Credits are counted in
 * the log's order, each once. One whose predecessor from the same origin has not been counted is
 * parked until it is, and then counted right behind it, before whatever the log holds next: so an
 * event that was lost and is sent again late counts, and so do those that came before it.
 *
 * <p>What follows from a command or credit may be much: it is done at a {@link Pace}, and verdicts
 * do not depend on where it pauses. Commands that come meanwhile join the line of those that wait,
 * credits that of those not counted yet.
 */
public final class Settlement {
  private Settlement() {}

  /** Takes the account's next command from the commands log, and does all that follows. */
  public static void onCommand(AccountStore store, Admitted admitted, Output output) {
    finish(onCommand(store, admitted, output, Pace.DEFAULT), store, output);
  }

  /** Takes the account's next credit from the settlements log, and does all that follows. */
  public static void onCredit(AccountStore store, Credit credit, Output output) {
    finish(onCredit(store, credit, output, Pace.DEFAULT), store, output);
  }

  private static void finish(Progress begun, AccountStore store, Output output) {
    Progress progress = begun;
    while (progress == Progress.UNFINISHED) {
      progress = goOn(store, output, Pace.DEFAULT);
    }
  }

  /**
   * Takes the account's next command from the commands log.
   *
   * @return whether something was begun that is not finished
   */
  public static Progress onCommand(
      AccountStore store, Admitted admitted, Output output, Pace pace) {
    AccountId id = admitted.command().account();
    return new Turn(store, output, pace, account(store, id)).take(admitted);
  }

  /**
   * Takes the account's next credit from the settlements log.
   *
   * @return whether something was begun that is not finished
   * @throws IllegalArgumentException if the store holds somebody else's account
   */
  public static Progress onCredit(AccountStore store, Credit credit, Output output, Pace pace) {
    Account account = account(store, credit.payee());
    if (!account.id().equals(credit.payee())) {
      throw new IllegalArgumentException("the credit is somebody else's");
    }
    return new Turn(store, output, pace, account).take(credit.pending());
  }

  /** Does more of what earlier commands and credits have left to do; says whether that was all. */
  public static Progress goOn(AccountStore store, Output output, Pace pace) {
    return store
        .account()
        .map(account -> new Turn(store, output, pace, account).goOn())
        .orElse(Progress.DONE);
  }

  private static Account account(AccountStore store, AccountId id) {
    return store.account().orElseGet(() -> Account.unopened(id));
  }
}
