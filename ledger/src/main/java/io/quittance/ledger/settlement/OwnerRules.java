package io.quittance.ledger.settlement;

import static io.quittance.schemas.RejectionCode.ALREADY_OPEN;
import static io.quittance.schemas.RejectionCode.ASSET_CLOSED;
import static io.quittance.schemas.RejectionCode.BALANCE_MISMATCH;
import static io.quittance.schemas.RejectionCode.FROZEN;
import static io.quittance.schemas.RejectionCode.FUTURE_CREDITS;
import static io.quittance.schemas.RejectionCode.FUTURE_SEQUENCE;
import static io.quittance.schemas.RejectionCode.NOT_OPEN;
import static io.quittance.schemas.RejectionCode.STALE_CREDITS;
import static io.quittance.schemas.RejectionCode.STALE_SEQUENCE;
import static io.quittance.schemas.RejectionCode.WRONG_AUDITOR;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.Credits;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.admission.Admitted;
import io.quittance.ledger.command.ApplyCredits;
import io.quittance.ledger.command.ApplyingCommand;
import io.quittance.ledger.command.CloseAccount;
import io.quittance.ledger.command.OpenAccount;
import io.quittance.ledger.command.OwnerCommand;
import io.quittance.ledger.command.Redeem;
import io.quittance.ledger.command.Transfer;
import io.quittance.ledger.submission.Refusal;
import io.quittance.schemas.AccountStatus;
import io.quittance.verifier.encryption.ElGamalCiphertext;

/**
 * The rules for the owner's commands, in this order: status, sequence number, of an opening whether
 * the asset is closed, frozen or not, the auditor's key, credits counted on, and at last the
 * balance.
 */
final class OwnerRules {
  private OwnerRules() {}

  static Decision decide(
      Account account, Admitted admitted, OwnerCommand command, AccountHistory history)
      throws Refusal {
    checkStatus(account, command);
    checkSequence(account, command);
    if (command instanceof OpenAccount open) {
      checkAssetOpen(account, admitted);
      return Ledger.accept(opened(account, open), admitted, 0);
    }
    ApplyingCommand applying = (ApplyingCommand) command;
    checkNotFrozen(account, applying);
    checkAuditor(admitted);
    Credits credits = account.credits();
    if (applying.creditsApplied() < credits.appliedCount()) {
      throw new Refusal(
          STALE_CREDITS,
          "The account has already applied "
              + credits.appliedCount()
              + " credits, not just "
              + applying.creditsApplied()
              + ".");
    }
    if (applying.creditsApplied() > credits.receivedCount()) {
      throw new Refusal(
          FUTURE_CREDITS,
          "The account has received "
              + credits.receivedCount()
              + " credits, not "
              + applying.creditsApplied()
              + ".");
    }
    Account applied = applied(account, applying, history);
    return Ledger.accept(
        debited(applied, applying).withNumbers(account.numbers().afterSequence()),
        admitted,
        applying instanceof Transfer transfer ? history.lastPaid(transfer.payee()) : 0);
  }

  private static void checkStatus(Account account, OwnerCommand command) throws Refusal {
    if (command instanceof OpenAccount && account.isOpen()) {
      throw new Refusal(ALREADY_OPEN, "The account is open already.");
    }
    if (!(command instanceof OpenAccount) && !account.isOpen()) {
      throw new Refusal(
          NOT_OPEN,
          account.status() == AccountStatus.CLOSED
              ? "The account has been closed."
              : "The account has not been opened.");
    }
  }

  private static void checkSequence(Account account, OwnerCommand command) throws Refusal {
    long next = account.numbers().nextSequence();
    if (command.sequence() != next) {
      throw new Refusal(
          command.sequence() < next ? STALE_SEQUENCE : FUTURE_SEQUENCE,
          "The account's next sequence number is " + next + ", not " + command.sequence() + ".");
    }
  }

  /**
   * Refuses a new account of a closed asset. One that has credits waiting can be opened all the
   * same: whoever was paid before he opened his account could never spend nor redeem them.
   */
  private static void checkAssetOpen(Account account, Admitted admitted) throws Refusal {
    if (admitted.isAssetClosed() && account.credits().unappliedCount() == 0) {
      throw new Refusal(
          ASSET_CLOSED, "The asset is closed for new accounts, and no credits wait for this one.");
    }
  }

  private static void checkNotFrozen(Account account, ApplyingCommand command) throws Refusal {
    if (account.status() == AccountStatus.FROZEN && !(command instanceof ApplyCredits)) {
      throw new Refusal(FROZEN, "The account is frozen.");
    }
  }

  private static void checkAuditor(Admitted admitted) throws Refusal {
    if (admitted.auditorEpoch().isEmpty()) {
      throw new Refusal(
          WRONG_AUDITOR,
          "The auditor's key that the amount is encrypted for was not valid when the command"
              + " entered the log.");
    }
  }

  private static Account opened(Account account, OpenAccount open) {
    return account
        .withElGamalKey(open.elGamalKey())
        .withStatus(AccountStatus.OPEN)
        .withAvailable(account.available().withoutIdentity(open.elGamalKey()))
        .withNumbers(account.numbers().afterSequence());
  }

  /** Makes the credits up to the command's number available. */
  private static Account applied(Account account, ApplyingCommand command, AccountHistory history) {
    Credits credits = account.credits();
    long count = command.creditsApplied();
    if (count == credits.appliedCount()) {
      return account.withAvailable(account.available().withoutIdentity(command.elGamalKey()));
    }
    SealedAmount total =
        count == credits.receivedCount() ? credits.received() : history.total(count);
    ElGamalCiphertext fresh = total.ciphertext().subtract(credits.applied().ciphertext());
    return account
        .withCredits(credits.applied(count, total))
        .withAvailable(account.available().plus(fresh, command.elGamalKey()));
  }

  /** Takes the debit from the balance, if the proof is about exactly the balance that results. */
  private static Account debited(Account account, ApplyingCommand command) throws Refusal {
    if (command instanceof ApplyCredits apply) {
      return account.withNote(apply.decryptableAvailable());
    } else if (command instanceof Transfer transfer) {
      SealedAmount proved = SealedAmount.of(transfer.newBalance());
      boolean results = account.available().minusLeaves(transfer.lo(), transfer.hi(), proved);
      return debited(account, proved, results).withNote(transfer.decryptableAvailable());
    } else if (command instanceof Redeem redeem) {
      SealedAmount proved = SealedAmount.of(redeem.newBalance());
      boolean results = account.available().minus(redeem.amount()).equals(proved);
      return debited(account, proved, results).withNote(redeem.decryptableAvailable());
    }
    SealedAmount proved = SealedAmount.of(((CloseAccount) command).newBalance());
    boolean results = account.available().amount().equals(proved);
    return debited(account, proved, results).withStatus(AccountStatus.CLOSED);
  }

  private static Account debited(Account account, SealedAmount proved, boolean results)
      throws Refusal {
    if (!results) {
      throw new Refusal(
          BALANCE_MISMATCH, "The proof is about another balance than the one that results.");
    }
    return account.withAvailable(new Available(proved, account.available().zerosAdded()));
  }
}
