package io.quittance.ledger.settlement;

import static io.quittance.schemas.RejectionCode.ENTRY_FORK;
import static io.quittance.schemas.RejectionCode.ENTRY_GAP;
import static io.quittance.schemas.RejectionCode.MALFORMED;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.Credits;
import io.quittance.ledger.account.LastAccepted;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.command.Issue;
import io.quittance.ledger.command.Transfer;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.receipt.Receipts;
import io.quittance.ledger.submission.Reading;
import io.quittance.ledger.submission.Refusal;
import io.quittance.ledger.submission.Rejection;
import io.quittance.ledger.submission.Submission;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.RejectionCode;
import io.quittance.verifier.InvalidProofException;
import java.util.EnumSet;
import java.util.Set;

/**
 * Runs the pure {@link Ledger} over one account's records, in the order of its partition of the
 * journal. The job, a simulation and an audit all run this.
 *
 * <p>Every record is judged at its place and done with: nothing waits, and no verdict depends on
 * anything but the records before it. What a verdict means for another account is an {@link Entry},
 * which has its own place in that account's partition.
 */
public final class Settlement {
  /**
   * Most totals of applied credits that are forgotten at one record: a million credits may be
   * applied at once, and nobody else waits for that. Each credit adds one total, so none is left
   * for long.
   */
  static final int TOTALS_FORGOTTEN = 2;

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

  private Settlement() {}

  /** Judges the account's next command. */
  public static void onCommand(AccountStore store, Admitted admitted, Output output) {
    Account account = account(store, admitted.command().account());
    Decision decision = Ledger.decide(account, admitted, store);
    if (decision instanceof Decision.Accepted accepted) {
      accept(store, admitted, accepted, output);
    } else if (decision instanceof Decision.Repeated repeated) {
      output.repeated(Receipts.accepted(account.id(), repeated.last()));
    } else if (decision instanceof Decision.Rejected rejected) {
      output.rejected(Rejection.of(admitted.submission(), admitted.signed(), rejected.reason()));
      if (BEHIND.contains(rejected.reason().code()) && account.asset().isPresent()) {
        output.balance(account);
      }
    }
  }

  private static void accept(
      AccountStore store, Admitted admitted, Decision.Accepted accepted, Output output) {
    Account account = accepted.account();
    if (admitted.command() instanceof Transfer transfer) {
      store.putLastPaid(transfer.payee(), transfer.sequence());
    }
    LastAccepted last = account.last().of(admitted.command().role()).orElseThrow();
    output.accepted(Receipts.accepted(account.id(), last), accepted.event());
    if (admitted.command() instanceof Issue issue) {
      Entry entry = accepted.entry().orElseThrow();
      credited(
          store, account, entry, Credit.of(issue, entry.previous()), admitted.submission(), output);
    } else {
      accepted.entry().ifPresent(output::entry);
    }
    put(store, account, output);
  }

  /**
   * Counts an entry for the account, whose signature is known to be the operator's.
   *
   * <p>It is refused for a gap, or if it passes over one that is counted (its payer has two
   * histories then), and never for what the account or its asset has become: it is a fact. What is
   * refused leaves no trace, so that the same entry counts when it comes again.
   */
  public static void onEntry(AccountStore store, Reading.ReadEntry read, Output output) {
    Entry entry = read.entry();
    Origin origin = new Origin(entry.origin());
    long highest = store.highestCredited(origin);
    if (entry.number() <= highest) {
      output.entryDropped();
      return;
    }
    try {
      requireNext(entry, highest);
      Credit credit = Credit.of(entry);
      store.putHighestCredited(origin, entry.number());
      Account account = Ledger.counted(account(store, entry.payee()), credit);
      credited(store, account, entry, credit, read.submission(), output);
      put(store, account, output);
    } catch (Refusal refusal) {
      output.rejected(Rejection.of(read, refusal.reason()));
    } catch (InvalidProofException broken) {
      Refusal refusal =
          new Refusal(MALFORMED, "The entry holds no amount: " + broken.getMessage() + ".");
      output.rejected(Rejection.of(read, refusal.reason()));
    }
  }

  /** Refuses an entry that does not follow the last one counted: before a gap, or of a fork. */
  private static void requireNext(Entry entry, long highest) throws Refusal {
    if (entry.previous() != highest) {
      throw new Refusal(
          entry.previous() > highest ? ENTRY_GAP : ENTRY_FORK,
          "The entry follows number "
              + entry.previous()
              + " of its payer, and the last one counted is "
              + highest
              + ".");
    }
  }

  private static void credited(
      AccountStore store,
      Account account,
      Entry entry,
      Credit credit,
      Submission counted,
      Output output) {
    long number = account.credits().receivedCount();
    store.putTotal(number, account.credits().received());
    output.credited(Receipts.credited(entry, number, counted.judged()), entry, credit);
  }

  /** Keeps an account that has changed, with a few sums less that nobody can count on any more. */
  private static void put(AccountStore store, Account changed, Output output) {
    Credits credits = changed.credits();
    long forgotten = credits.totalsForgotten();
    Credits kept = credits.withTotalsForgotten(forgotten + TOTALS_FORGOTTEN);
    for (long count = forgotten + 1; count <= kept.totalsForgotten(); count++) {
      store.removeTotal(count);
    }
    Account account = changed.withCredits(kept);
    store.put(account);
    output.balance(account);
  }

  private static Account account(AccountStore store, AccountId id) {
    return store.account().orElseGet(() -> Account.unopened(id));
  }
}
