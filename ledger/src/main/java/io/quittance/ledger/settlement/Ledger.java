package io.quittance.ledger.settlement;

import static io.quittance.schemas.RejectionCode.ALREADY_DECIDED;
import static io.quittance.schemas.RejectionCode.ASSET_CLOSED;
import static io.quittance.schemas.RejectionCode.DUPLICATE_ISSUE;
import static io.quittance.schemas.RejectionCode.EXPIRED;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.LastAccepted;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.command.Command;
import io.quittance.ledger.command.Issue;
import io.quittance.ledger.command.OfficerCommand;
import io.quittance.ledger.command.OwnerCommand;
import io.quittance.ledger.submission.Refusal;
import io.quittance.schemas.settlement.Settled;
import java.util.Optional;

/**
 * The money rules: a pure function of an account and a command or credit.
 *
 * <p>A repeat of the last accepted command of a role gets its receipt again, also after its end;
 * then a command that is behind its end is refused, and the rules of the role decide about the
 * others.
 */
public final class Ledger {
  private Ledger() {}

  /** Decides about a command. */
  public static Decision decide(Account account, Admitted admitted, AccountHistory history) {
    Command command = admitted.command();
    Optional<LastAccepted> last = account.last().of(command.role());
    if (last.isPresent() && last.get().commandId().equals(admitted.signed().id())) {
      return new Decision.Repeated(last.get());
    }
    try {
      refuseDecided(command, last);
      refuseExpired(admitted);
      if (command instanceof OwnerCommand owners) {
        return OwnerRules.decide(account, admitted, owners, history);
      } else if (command instanceof OfficerCommand order) {
        return accept(OfficerRules.after(account, order), admitted, 0);
      }
      Issue issue = (Issue) command;
      if (admitted.isAssetClosed()) {
        throw new Refusal(ASSET_CLOSED, "The asset is closed for issues.");
      }
      return accept(afterIssue(account, issue), admitted, account.numbers().lastIssue());
    } catch (Refusal refusal) {
      return new Decision.Rejected(refusal.reason());
    }
  }

  /**
   * Says of a command whose number lies behind its role's last one that it was decided before: only
   * the last one is remembered, so that it may well have been accepted. Whatever else could be held
   * against it now, that the account is closed say, would contradict that receipt.
   */
  private static void refuseDecided(Command command, Optional<LastAccepted> last) throws Refusal {
    if (last.isPresent() && command.number() < last.get().number()) {
      throw new Refusal(
          ALREADY_DECIDED,
          "The last command of its kind has number "
              + last.get().number()
              + ": what became of number "
              + command.number()
              + " was decided before.");
    }
  }

  /**
   * Refuses a command that stands behind its end. By the partition's greatest time, which never
   * goes back: once one copy of it has expired, no later one can be accepted.
   */
  private static void refuseExpired(Admitted admitted) throws Refusal {
    long notAfter = admitted.signed().notAfterMillis();
    long millis = admitted.submission().stamp().partitionMillis();
    if (millis > notAfter) {
      throw new Refusal(
          EXPIRED,
          "The command was to be accepted until "
              + notAfter
              + " ms of log time, and it is "
              + millis
              + " ms there.");
    }
  }

  /** Counts a credit: it is received, and available once a command applies it. */
  static Account counted(Account account, Credit credit) {
    return account.withAsset(credit.asset()).withCredits(account.credits().plus(credit.amount()));
  }

  /** An issue takes its number, and its money is received at once: both stand at one place. */
  private static Account afterIssue(Account account, Issue issue) throws Refusal {
    if (issue.issueNumber() <= account.numbers().lastIssue()) {
      throw new Refusal(
          DUPLICATE_ISSUE,
          "The issue number must be above "
              + account.numbers().lastIssue()
              + ", not "
              + issue.issueNumber()
              + ".");
    }
    return counted(account, Credit.of(issue, account.numbers().lastIssue()))
        .withNumbers(account.numbers().afterIssue(issue.issueNumber()));
  }

  /**
   * Records an accepted command in the account and says what happened.
   *
   * @param previous number of the credit from the same origin before the one that the command
   *     makes, if it makes one
   */
  static Decision accept(Account changed, Admitted admitted, long previous) {
    Command command = admitted.command();
    LastAccepted accepted =
        new LastAccepted(
            admitted.signed().id(),
            command.number(),
            admitted.submission().position(),
            admitted.submission().stamp().statement());
    Account account = changed.withAsset(command.asset()).withLast(command.role(), accepted);
    Settled event = Events.of(admitted.signed(), Derivation.of(account, admitted, previous));
    return new Decision.Accepted(account, event, Entries.of(admitted, previous));
  }
}
