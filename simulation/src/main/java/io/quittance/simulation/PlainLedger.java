package io.quittance.simulation;

import static io.quittance.schemas.RejectionCode.ALREADY_DECIDED;
import static io.quittance.schemas.RejectionCode.ALREADY_OPEN;
import static io.quittance.schemas.RejectionCode.BALANCE_MISMATCH;
import static io.quittance.schemas.RejectionCode.DUPLICATE_ISSUE;
import static io.quittance.schemas.RejectionCode.DUPLICATE_ORDER;
import static io.quittance.schemas.RejectionCode.FROZEN;
import static io.quittance.schemas.RejectionCode.FUTURE_SEQUENCE;
import static io.quittance.schemas.RejectionCode.NOT_OPEN;
import static io.quittance.schemas.RejectionCode.STALE_CREDITS;
import static io.quittance.schemas.RejectionCode.STALE_SEQUENCE;
import static io.quittance.schemas.RejectionCode.WRONG_AUDITOR;

import io.quittance.schemas.CommandId;
import io.quittance.schemas.RejectionCode;
import io.quittance.simulation.PlainAccount.Status;
import io.quittance.simulation.PlainCommand.Kind;
import io.quittance.simulation.PlainCommand.Sent;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The oracle: the money rules in plain figures, written from the design and sharing no code with
 * the ledger. It knows nothing of ciphertexts, proofs or operators.
 */
final class PlainLedger {
  /** What comes of a command. */
  enum Outcome {
    ACCEPTED,
    REPEATED,
    REJECTED,
    WAITS
  }

  /**
   * What the rules say about a command.
   *
   * @param sent the command
   * @param outcome what comes of it
   * @param code why it is rejected, null if it is not
   * @param receipted the command that the receipt is about: of a repeat the first one
   * @param available the account's balance after it, null if it is not accepted
   * @param previous number of the credit before the one that it is, 0 if it is the first or none
   */
  record Ruling(
      Sent sent,
      Outcome outcome,
      RejectionCode code,
      Sent receipted,
      PlainMoney available,
      long previous) {
    static Ruling rejected(Sent sent, RejectionCode code) {
      return new Ruling(sent, Outcome.REJECTED, code, sent, null, 0);
    }
  }

  /**
   * Money on its way to a payee.
   *
   * @param event the command that it comes of
   * @param payee who gets it
   * @param origin where it comes from: a payer's name or the issuer's
   * @param number its number there
   * @param previous the number there of the credit that is counted before it, 0 if none is
   * @param money how much
   */
  record PlainCredit(
      CommandId event, Party payee, String origin, long number, long previous, PlainMoney money) {}

  private final Map<Party, PlainAccount> accounts = new TreeMap<>();

  /** Returns an account, untouched if nothing happened to it. */
  PlainAccount account(Party owner) {
    return accounts.computeIfAbsent(owner, PlainAccount::new);
  }

  Map<Party, PlainAccount> accounts() {
    return accounts;
  }

  PlainLedger copy() {
    PlainLedger copy = new PlainLedger();
    accounts.forEach((owner, account) -> copy.accounts.put(owner, account.copy()));
    return copy;
  }

  /**
   * An account's next command. An issue never waits: its own credit may be what others wait for.
   */
  Ruling command(Sent sent) {
    PlainAccount account = account(sent.command().account());
    boolean behindOthers = !account.waiting.isEmpty() && sent.command().kind() != Kind.ISSUE;
    Ruling ruling = behindOthers ? waits(sent) : rule(account, sent);
    if (ruling.outcome() == Outcome.WAITS) {
      account.waiting.add(sent);
      account.touched = true;
    }
    return ruling;
  }

  /** An account's next credit in the log: its time comes when all before it have had theirs. */
  void credit(PlainCredit credit) {
    account(credit.payee()).due.addLast(credit);
  }

  /**
   * Lets the next credit of an account have its time: it is counted, once, and then whichever was
   * parked behind it is next; or it is parked behind one that has not been counted.
   *
   * @return the credit if it is counted now
   */
  static Optional<PlainCredit> nextCredit(PlainAccount account) {
    PlainCredit credit = account.due.remove();
    account.successors = Math.max(0, account.successors - 1);
    BitSet counted = account.credited.getOrDefault(credit.origin(), new BitSet());
    if (counted.get((int) credit.number())) {
      return Optional.empty();
    }
    Map<Long, PlainCredit> parked =
        account.parked.computeIfAbsent(credit.origin(), origin -> new HashMap<>());
    account.touched = true;
    if (credit.previous() > 0 && !counted.get((int) credit.previous())) {
      parked.put(credit.previous(), credit);
      return Optional.empty();
    }
    account.credited.computeIfAbsent(credit.origin(), origin -> counted);
    counted.set((int) credit.number());
    account.active = true;
    account.received++;
    account.receivedSum = account.receivedSum.plus(credit.money());
    account.unapplied.add(credit.money());
    PlainCredit successor = parked.remove(credit.number());
    if (successor != null) {
      account.due.addFirst(successor);
      account.successors++;
    }
    return Optional.of(credit);
  }

  /** Lets the first of those that wait have its turn; nothing if there is none, or it waits on. */
  static Optional<Ruling> nextWaiting(PlainAccount account) {
    if (account.waiting.isEmpty()) {
      return Optional.empty();
    }
    Ruling ruling = rule(account, account.waiting.peek());
    if (ruling.outcome() == Outcome.WAITS) {
      return Optional.empty();
    }
    account.waiting.remove();
    return Optional.of(ruling);
  }

  private static Ruling rule(PlainAccount account, Sent sent) {
    PlainCommand command = sent.command();
    Sent last = account.last.get(command.kind().signer);
    if (last != null && last.command().id().equals(command.id())) {
      return new Ruling(sent, Outcome.REPEATED, null, last, null, 0);
    }
    if (last != null && command.number() < last.command().number()) {
      return Ruling.rejected(sent, ALREADY_DECIDED);
    }
    return switch (command.kind()) {
      case ISSUE -> {
        if (command.number() <= account.lastIssue) {
          yield Ruling.rejected(sent, DUPLICATE_ISSUE);
        }
        long previous = account.lastIssue;
        account.lastIssue = command.number();
        yield accepted(account, sent, previous);
      }
      case FREEZE, UNFREEZE -> {
        if (command.number() <= account.lastOrder) {
          yield Ruling.rejected(sent, DUPLICATE_ORDER);
        }
        if (!account.isOpen()) {
          yield Ruling.rejected(sent, NOT_OPEN);
        }
        account.lastOrder = command.number();
        account.status = command.kind() == Kind.FREEZE ? Status.FROZEN : Status.OPEN;
        yield accepted(account, sent, 0);
      }
      case OPEN -> open(account, sent);
      case TRANSFER, APPLY, REDEEM, CLOSE -> spend(account, sent);
    };
  }

  private static Ruling open(PlainAccount account, Sent sent) {
    if (account.isOpen()) {
      return Ruling.rejected(sent, ALREADY_OPEN);
    }
    if (sent.command().number() != account.nextNumber) {
      return Ruling.rejected(sent, outOfOrder(account, sent));
    }
    blind(account, account.available);
    account.status = Status.OPEN;
    account.everOpened = true;
    account.nextNumber++;
    return accepted(account, sent, 0);
  }

  /** Applies the credits counted on, then takes the debit. */
  private static Ruling spend(PlainAccount account, Sent sent) {
    PlainCommand command = sent.command();
    if (!account.isOpen()) {
      return Ruling.rejected(sent, NOT_OPEN);
    }
    if (command.number() != account.nextNumber) {
      return Ruling.rejected(sent, outOfOrder(account, sent));
    }
    if (account.status == Status.FROZEN && command.kind() != Kind.APPLY) {
      return Ruling.rejected(sent, FROZEN);
    }
    if (command.kind() == Kind.TRANSFER
        && !Authorities.mayUse(command.auditorEpoch(), sent.place().timestampMillis())
        && account.owner.asset().equals(Authorities.AUDITED)) {
      return Ruling.rejected(sent, WRONG_AUDITOR);
    }
    if (command.credits() < account.applied) {
      return Ruling.rejected(sent, STALE_CREDITS);
    }
    if (command.credits() > account.received) {
      return waits(sent);
    }
    PlainMoney fresh = PlainMoney.NOTHING;
    int count = (int) (command.credits() - account.applied);
    for (PlainMoney credit : account.unapplied) {
      fresh = count-- > 0 ? fresh.plus(credit) : fresh;
    }
    PlainMoney before = account.available.plus(fresh);
    PlainMoney after = blinded(before).minus(command.debit());
    if (command.kind() != Kind.APPLY && !after.equals(command.proven())) {
      return Ruling.rejected(sent, BALANCE_MISMATCH);
    }
    for (long i = account.applied; i < command.credits(); i++) {
      account.unapplied.remove();
    }
    account.applied = command.credits();
    account.appliedSum = account.appliedSum.plus(fresh);
    blind(account, before);
    account.available = after;
    account.note = command.kind() == Kind.CLOSE ? account.note : command.note();
    account.status = command.kind() == Kind.CLOSE ? Status.CLOSED : account.status;
    account.nextNumber++;
    Long previous =
        command.kind() == Kind.TRANSFER
            ? account.lastPaid.put(command.payee().orElseThrow(), command.number())
            : null;
    return accepted(account, sent, previous == null ? 0 : previous);
  }

  /** No balance stays without a blinding: a public one is put on it. */
  static PlainMoney blinded(PlainMoney money) {
    return money.isBare() ? money.plus(PlainMoney.of(0, 1)) : money;
  }

  private static void blind(PlainAccount account, PlainMoney money) {
    account.available = blinded(money);
    account.zerosAdded += money.isBare() ? 1 : 0;
  }

  private static RejectionCode outOfOrder(PlainAccount account, Sent sent) {
    return sent.command().number() < account.nextNumber ? STALE_SEQUENCE : FUTURE_SEQUENCE;
  }

  private static Ruling accepted(PlainAccount account, Sent sent, long previous) {
    account.touched = true;
    account.active = true;
    account.last.put(sent.command().kind().signer, sent);
    return new Ruling(sent, Outcome.ACCEPTED, null, sent, account.available, previous);
  }

  private static Ruling waits(Sent sent) {
    return new Ruling(sent, Outcome.WAITS, null, sent, null, 0);
  }
}
