package io.quittance.simulation;

import static io.quittance.schemas.RejectionCode.ALREADY_DECIDED;
import static io.quittance.schemas.RejectionCode.ALREADY_OPEN;
import static io.quittance.schemas.RejectionCode.ASSET_CLOSED;
import static io.quittance.schemas.RejectionCode.BALANCE_MISMATCH;
import static io.quittance.schemas.RejectionCode.DUPLICATE_ISSUE;
import static io.quittance.schemas.RejectionCode.DUPLICATE_ORDER;
import static io.quittance.schemas.RejectionCode.ENTRY_GAP;
import static io.quittance.schemas.RejectionCode.EXPIRED;
import static io.quittance.schemas.RejectionCode.FROZEN;
import static io.quittance.schemas.RejectionCode.FUTURE_CREDITS;
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
import io.quittance.simulation.PlainEntry.Standing;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * The oracle: the money rules in plain figures, written from the design and sharing no code with
 * the ledger. It knows nothing of ciphertexts, proofs or operators. Each record of an account is
 * ruled at its place in the account's partition, from those before it and from nothing else.
 */
final class PlainLedger {
  /** What comes of a record. */
  enum Outcome {
    /** A command takes effect. */
    ACCEPTED,
    /** A command took effect before, as the last of its role. */
    REPEATED,
    /** A command or an entry has no effect. */
    REJECTED,
    /** An entry's credit is received. */
    COUNTED,
    /** An entry was counted before. */
    DROPPED
  }

  /**
   * What the rules say about a record.
   *
   * @param record the command or entry
   * @param outcome what comes of it
   * @param code why it is rejected, null if it is not
   * @param receipted the command that the receipt is about: of a repeat the first one; null if it
   *     is an entry
   * @param available the account's balance after it, null if it is no accepted command
   * @param previous number of the credit before the one that it is, 0 if it is the first or none
   * @param received how many credits the account has received with it, 0 if it is not credited
   */
  record Ruling(
      PlainRecord record,
      Outcome outcome,
      RejectionCode code,
      Sent receipted,
      PlainMoney available,
      long previous,
      long received) {
    static Ruling rejected(PlainRecord record, RejectionCode code) {
      Sent sent = record instanceof Sent command ? command : null;
      return new Ruling(record, Outcome.REJECTED, code, sent, null, 0, 0);
    }

    /** Returns the command, which it must be. */
    Sent sent() {
      return (Sent) record;
    }
  }

  /**
   * Money for a payee.
   *
   * @param event the command that it comes of
   * @param payee who gets it
   * @param payer whose command that is; of an issue the payee himself
   * @param number its number there
   * @param previous the number there of the credit that is counted before it, 0 if none is
   * @param money how much
   */
  record PlainCredit(
      CommandId event, Party payee, Party payer, long number, long previous, PlainMoney money) {
    @Override
    public String toString() {
      return String.format(
          "%s of %s from %s, number %d after %d", payee, money.amount(), payer, number, previous);
    }
  }

  private final Map<Party, PlainAccount> accounts = new TreeMap<>();

  /** How many entries accepted transfers have made, and how many were counted and dropped. */
  private long entriesMade;

  private long entriesCounted;
  private long entriesDropped;

  /** Returns an account, untouched if nothing happened to it. */
  PlainAccount account(Party owner) {
    return accounts.computeIfAbsent(owner, PlainAccount::new);
  }

  Map<Party, PlainAccount> accounts() {
    return accounts;
  }

  long entriesMade() {
    return entriesMade;
  }

  long entriesCounted() {
    return entriesCounted;
  }

  long entriesDropped() {
    return entriesDropped;
  }

  PlainLedger copy() {
    PlainLedger copy = new PlainLedger();
    accounts.forEach((owner, account) -> copy.accounts.put(owner, account.copy()));
    copy.entriesMade = entriesMade;
    copy.entriesCounted = entriesCounted;
    copy.entriesDropped = entriesDropped;
    return copy;
  }

  /** Rules an account's next command. */
  Ruling command(Sent sent) {
    Ruling ruling = rule(account(sent.command().account()), sent);
    boolean pays = ruling.outcome() == Outcome.ACCEPTED && sent.command().kind() == Kind.TRANSFER;
    entriesMade += pays ? 1 : 0;
    return ruling;
  }

  /**
   * Rules an account's next entry: it is counted once, and not before the one that it follows,
   * whatever has become of the account.
   */
  Ruling entry(Standing standing) {
    PlainCredit credit = standing.entry().credit().orElseThrow();
    PlainAccount account = account(credit.payee());
    BitSet counted = account.credited.getOrDefault(credit.payer(), new BitSet());
    if (counted.get((int) credit.number())) {
      entriesDropped++;
      return new Ruling(standing, Outcome.DROPPED, null, null, null, 0, 0);
    }
    if (credit.previous() > 0 && !counted.get((int) credit.previous())) {
      return Ruling.rejected(standing, ENTRY_GAP);
    }
    account.credited.putIfAbsent(credit.payer(), counted);
    counted.set((int) credit.number());
    entriesCounted++;
    receive(account, credit.money());
    account.kept();
    return new Ruling(
        standing, Outcome.COUNTED, null, null, null, credit.previous(), account.received);
  }

  private static void receive(PlainAccount account, PlainMoney money) {
    account.received++;
    account.receivedSum = account.receivedSum.plus(money);
    account.unapplied.add(money);
    account.sums.add(account.receivedSum);
  }

  private static Ruling rule(PlainAccount account, Sent sent) {
    PlainCommand command = sent.command();
    Sent last = account.last.get(command.kind().signer);
    if (last != null && last.command().id().equals(command.id())) {
      return new Ruling(sent, Outcome.REPEATED, null, last, null, 0, 0);
    }
    if (last != null && command.number() < last.command().number()) {
      return Ruling.rejected(sent, ALREADY_DECIDED);
    }
    if (sent.place().timestampMillis() > command.notAfterMillis()) {
      return Ruling.rejected(sent, EXPIRED);
    }
    return switch (command.kind()) {
      case ISSUE -> {
        if (command.isClosed(sent.statement())) {
          yield Ruling.rejected(sent, ASSET_CLOSED);
        }
        if (command.number() <= account.lastIssue) {
          yield Ruling.rejected(sent, DUPLICATE_ISSUE);
        }
        long previous = account.lastIssue;
        account.lastIssue = command.number();
        receive(account, PlainJournal.credit(command, previous).money());
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
    if (sent.command().isClosed(sent.statement()) && account.unapplied.isEmpty()) {
      return Ruling.rejected(sent, ASSET_CLOSED);
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
        && !Authorities.mayUse(
            sent.statement(), command.auditorEpoch(), sent.place().timestampMillis())
        && account.owner.asset().equals(Authorities.AUDITED)) {
      return Ruling.rejected(sent, WRONG_AUDITOR);
    }
    if (command.credits() < account.applied) {
      return Ruling.rejected(sent, STALE_CREDITS);
    }
    if (command.credits() > account.received) {
      return Ruling.rejected(sent, FUTURE_CREDITS);
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
    account.last.put(sent.command().kind().signer, sent);
    account.kept();
    long received = sent.command().kind() == Kind.ISSUE ? account.received : 0;
    return new Ruling(sent, Outcome.ACCEPTED, null, sent, account.available, previous, received);
  }
}
