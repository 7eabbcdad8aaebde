package io.quittance.trials.demo;

import io.quittance.ledger.settlement.Credit;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.WalletAccount;
import java.util.ArrayDeque;
import java.util.Queue;

/** A person in the demo: a wallet, and beside it the plain-text book that the audit trusts. */
final class Participant {
  private final WalletAccount wallet;
  private final Queue<Credit> inbox = new ArrayDeque<>();
  private long book;
  private long spendable;

  Participant(WalletAccount wallet) {
    this.wallet = wallet;
  }

  WalletAccount wallet() {
    return wallet;
  }

  AccountId id() {
    return wallet.id();
  }

  PaymentAddress address() {
    return wallet.address();
  }

  /** What the account holds, credits on their way included, kept without looking at the ledger. */
  long book() {
    return book;
  }

  /** What can still be planned to be spent before further credits are applied. */
  long spendable() {
    return spendable;
  }

  void bookCredit(long amount) {
    book = Math.addExact(book, amount);
  }

  void bookDebit(long amount) {
    if (amount > spendable) {
      throw new IllegalStateException("the plan spends money that is not there");
    }
    book -= amount;
    spendable -= amount;
  }

  /** Takes a credit as a receipt tells it, on the watching thread. */
  synchronized void deliver(Credit credit) {
    inbox.add(credit);
  }

  /** Lets the wallet see what was delivered, and spend it from now on. */
  synchronized void readInbox() throws QuittanceException {
    while (!inbox.isEmpty()) {
      wallet.observe(inbox.remove());
    }
    spendable = book;
  }
}
