package io.quittance.simulation;

import io.quittance.schemas.CommandId;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.simulation.PlainCommand.Sent;
import io.quittance.simulation.PlainCommand.Signer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an owner knows of his account: from receipts alone, which reach him late, twice, or only
 * from a later life of the job. He sends on the strength of it, and of what he trusts will come.
 */
final class Wallet {
  private final Party owner;

  /** What receipts tell. */
  private final Known confirmed = new Known();

  /** That, and what was sent since, as if all of it will be accepted. */
  private Known trusted = new Known();

  /** The credits that he was told of, by their numbers, and how many of the first are known. */
  private final Map<Long, PlainMoney> credits = new HashMap<>();

  private long creditsKnown;

  /** Accepted commands whose turn has not come, since receipts before theirs are missing. */
  private final TreeMap<Long, PlainCommand> accepted = new TreeMap<>();

  private final Map<CommandId, PlainCommand> sent = new HashMap<>();
  private final Set<CommandId> unanswered = new HashSet<>();

  /** Whether all that is not answered yet should be accepted. */
  private boolean sure = true;

  /** What was refused since it counts on credits to come. */
  private Optional<PlainCommand> early = Optional.empty();

  /** The last numbers that issuer and officer used for this account. */
  private long issues;

  private long orders;

  /** What is known of an account at one time. */
  private static final class Known {
    private boolean open;
    private PlainMoney available = PlainMoney.NOTHING;
    private long nextNumber;
    private long applied;

    private Known copy() {
      Known copy = new Known();
      copy.open = open;
      copy.available = available;
      copy.nextNumber = nextNumber;
      copy.applied = applied;
      return copy;
    }

    private void after(PlainCommand command, PlainMoney appliedTo) {
      switch (command.kind()) {
        case OPEN -> {
          open = true;
          available = PlainLedger.blinded(available);
        }
        case CLOSE -> {
          open = false;
          available = command.proven();
        }
        case APPLY -> available = appliedTo;
        default -> available = command.proven();
      }
      applied = Math.max(applied, command.credits());
      nextNumber++;
    }
  }

  Wallet(Party owner) {
    this.owner = owner;
  }

  Party owner() {
    return owner;
  }

  boolean isOpen() {
    return trusted.open;
  }

  PlainMoney available() {
    return trusted.available;
  }

  long nextNumber() {
    return trusted.nextNumber;
  }

  long applied() {
    return trusted.applied;
  }

  /** Returns how many credits, from the first on, he was told of. */
  long creditsKnown() {
    return creditsKnown;
  }

  long nextIssue(int skipped) {
    issues += 1 + skipped;
    return issues;
  }

  long nextOrder(int skipped) {
    orders += 1 + skipped;
    return orders;
  }

  long issues() {
    return issues;
  }

  /** Learns that a command of the account stands in the journal. */
  void sent(Sent command) {
    boolean owners = command.command().kind().signer == Signer.OWNER;
    if (owners && command.reachesTheLedger() && !sent.containsKey(command.id())) {
      sent.put(command.id(), command.command());
      unanswered.add(command.id());
    }
  }

  /** Returns whether every command of the owner has its receipt. */
  boolean isAnswered() {
    return unanswered.isEmpty();
  }

  /** Takes what he was told for all there is, though more may be under way. */
  void believe() {
    trusted = confirmed.copy();
    sure = true;
  }

  /** Returns whether the next command may well be sent before those sent are answered. */
  boolean isSure() {
    return sure;
  }

  /** Has sent what may not be accepted. */
  void doubt() {
    sure = false;
  }

  /** Trusts that what was just sent will be accepted. */
  void trust(PlainCommand command) {
    trusted.after(command, command.proven());
    sure &= command.credits() <= creditsKnown;
  }

  /** Reads a receipt for the account. */
  void told(Receipt receipt, PlainJournal journal) {
    if (receipt.getStatus() == ReceiptStatus.CREDITED) {
      PlainCommand command = journal.command(CommandId.of(receipt.getCommandId()));
      credits.put(receipt.getNumber(), PlainJournal.credit(command, 0).money());
      while (credits.containsKey(creditsKnown + 1)) {
        creditsKnown++;
      }
    } else {
      answered(CommandId.of(receipt.getCommandId()), receipt);
    }
    goOn();
  }

  private void answered(CommandId id, Receipt receipt) {
    PlainCommand command = sent.get(id);
    if (command == null) {
      return;
    }
    unanswered.remove(id);
    if (receipt.getStatus() == ReceiptStatus.ACCEPTED) {
      accepted.put(command.number(), command);
    } else if (RejectionCode.FUTURE_CREDITS.name().equals(receipt.getCode())) {
      early = Optional.of(command);
    }
  }

  /** Takes up what was accepted, in its order, as far as no receipt before it is missing. */
  private void goOn() {
    PlainCommand next = accepted.get(confirmed.nextNumber);
    while (next != null && next.credits() <= creditsKnown) {
      PlainMoney applied = confirmed.available;
      for (long number = confirmed.applied + 1; number <= next.credits(); number++) {
        applied = applied.plus(credits.get(number));
      }
      confirmed.after(next, PlainLedger.blinded(applied));
      next = accepted.get(confirmed.nextNumber);
    }
  }

  /** Returns a command that was refused for its credits and may be sent again now. */
  Optional<PlainCommand> retry() {
    Optional<PlainCommand> again =
        early.filter(
            command ->
                isAnswered()
                    && command.credits() <= creditsKnown
                    && command.number() == confirmed.nextNumber);
    again.ifPresent(
        command -> {
          early = Optional.empty();
          unanswered.add(command.id());
          believe();
          trust(command);
        });
    return again;
  }

  /** Returns the balance after applying credits up to a number, as far as anybody can tell yet. */
  PlainMoney applying(long count, Books books) {
    PlainAccount account = books.ledger().account(owner);
    List<PlainMoney> toCome = new ArrayList<>();
    for (long number = creditsKnown + 1; number <= account.received; number++) {
      toCome.add(credit(account, number));
    }
    books.underWay().values().stream()
        .filter(credit -> credit.payee().equals(owner))
        .forEach(credit -> toCome.add(credit.money()));
    PlainMoney balance = trusted.available;
    for (long number = trusted.applied + 1; number <= count; number++) {
      long index = number - creditsKnown - 1;
      if (index < 0) {
        balance = balance.plus(credits.get(number));
      } else if (index < toCome.size()) {
        balance = balance.plus(toCome.get((int) index));
      }
    }
    return PlainLedger.blinded(balance);
  }

  private static PlainMoney credit(PlainAccount account, long number) {
    PlainMoney sum = account.sums.get((int) number - 1);
    return number == 1 ? sum : sum.minus(account.sums.get((int) number - 2));
  }

  /** Returns what he was told of his account, to be compared with what it is. */
  String told() {
    return String.format(
        "an account, open %s, balance %s, next number %d, %d of %d credits applied",
        confirmed.open, confirmed.available, confirmed.nextNumber, confirmed.applied, creditsKnown);
  }

  /** Returns what a wallet that was told everything knows of an account. */
  static String known(PlainAccount account) {
    return String.format(
        "an account, open %s, balance %s, next number %d, %d of %d credits applied",
        account.isOpen(), account.available, account.nextNumber, account.applied, account.received);
  }
}
