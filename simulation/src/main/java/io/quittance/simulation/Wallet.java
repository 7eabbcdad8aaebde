package io.quittance.simulation;

import java.util.ArrayList;
import java.util.List;

/** What an owner believes about his account; he sends on the strength of it, right or wrong. */
final class Wallet {
  private final Party owner;
  private boolean open;
  private PlainMoney available = PlainMoney.NOTHING;
  private long nextNumber;
  private long applied;

  /** The last numbers that issuer and officer used for this account. */
  private long issues;

  private long orders;

  /** Where the last of the account's commands stands that the ledger must take. */
  private long lastSent = -1;

  Wallet(Party owner) {
    this.owner = owner;
  }

  Party owner() {
    return owner;
  }

  boolean isOpen() {
    return open;
  }

  PlainMoney available() {
    return available;
  }

  long nextNumber() {
    return nextNumber;
  }

  long applied() {
    return applied;
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

  /** Learns where a command of the account stands. */
  void sent(PlainCommand.Sent sent) {
    lastSent = sent.reachesTheLedger() ? sent.place().offset() : lastSent;
  }

  /** Returns whether every command of the account has had its turn. */
  boolean isAnswered(PlainAccount account) {
    return account.commandsTaken >= lastSent && account.waiting.isEmpty();
  }

  /** Takes what the ledger knows by now for the truth, though more may be under way. */
  void believe(PlainAccount account) {
    open = account.isOpen();
    available = account.available;
    nextNumber = account.nextNumber;
    applied = account.applied;
  }

  /** Trusts that what was just sent will be accepted. */
  void trust(PlainCommand sent) {
    switch (sent.kind()) {
      case OPEN -> {
        open = true;
        available = PlainLedger.blinded(available);
      }
      case CLOSE -> {
        open = false;
        available = sent.proven();
      }
      default -> available = sent.proven();
    }
    applied = Math.max(applied, sent.credits());
    nextNumber++;
  }

  /** Returns the balance after applying credits up to a number, as far as anybody can tell yet. */
  PlainMoney applying(long credits, Books books) {
    PlainAccount account = books.ledger().account(owner);
    List<PlainMoney> next = new ArrayList<>(account.unapplied);
    for (PlainLedger.PlainCredit credit : books.underWay().values()) {
      if (credit.payee().equals(owner)) {
        next.add(credit.money());
      }
    }
    PlainMoney balance = available;
    for (long i = applied; i < credits; i++) {
      long index = i - account.applied;
      if (index >= 0 && index < next.size()) {
        balance = balance.plus(next.get((int) index));
      }
    }
    return PlainLedger.blinded(balance);
  }
}
