package io.quittance.wallet.account;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Frozen;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.schemas.settlement.Unfrozen;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Rebuilds an owner's mirror from what the network publishes: the latest balance, and the final
 * events keyed by the account. Balances are published now and then, so own events that are newer
 * than the balance carry it forward; only own transfers, which are keyed by their payees, are not
 * seen here, and a command built too early after one is rejected as stale and can be built again.
 *
 * <p>No published balance is decrypted: it counts if its owner noted it, or if it follows from what
 * he did ({@link OwnerChain}). Where he used a wallet whose notes are not bound, or has closed the
 * account, that takes his own transfers too.
 */
public final class AccountRestore {
  private final WalletKeys keys;
  private final Asset asset;
  private final AccountId account;
  private final SecureRandom random;
  private final Decryptor decryptor;

  /** Tells all final events of an account, its own transfers among them. */
  public interface History {
    /** Reads them, in any order but by their numbers. */
    List<Settled> read() throws QuittanceException;
  }

  private AccountRestore(WalletKeys keys, Asset asset, SecureRandom random) {
    this.keys = keys;
    this.asset = asset;
    this.account = keys.accountId(asset.id());
    this.random = random;
    this.decryptor = new Decryptor(keys.elGamal().secretKey());
  }

  /**
   * The mirror of an account of which nothing is remembered.
   *
   * @param balance the latest one published, or nothing
   * @param settledUnder the final events keyed by the account, from the first on, in log order;
   *     read after the balance
   * @throws QuittanceException if it takes the account's own transfers to know what it has, too
   */
  public static WalletAccount of(
      WalletKeys keys,
      Asset asset,
      Optional<Balance> balance,
      List<Settled> settledUnder,
      SecureRandom random)
      throws QuittanceException {
    return all(keys, asset, balance, settledUnder, List::of, random).account();
  }

  /**
   * As above, with what there is to remember of it.
   *
   * @param history is read only if it takes the account's own transfers to know what it has
   */
  public static RestoredAccount all(
      WalletKeys keys,
      Asset asset,
      Optional<Balance> balance,
      List<Settled> settledUnder,
      History history,
      SecureRandom random)
      throws QuittanceException {
    AccountRestore restore = new AccountRestore(keys, asset, random);
    restore.requireProved(settledUnder);
    Optional<RestoredAccount> restored = restore.fromNothing(balance, settledUnder, List.of());
    if (restored.isPresent()) {
      return restored.get();
    }
    List<Settled> paid = restore.paidToOthers(history.read());
    restore.requireProved(paid);
    return restore
        .fromNothing(balance, settledUnder, paid)
        .orElseThrow(AccountRestore::unknownBalance);
  }

  /**
   * The mirror of an account of which something is remembered: only what is new is decrypted.
   *
   * @param memory what is remembered
   * @param balance the latest one published, or nothing
   * @param since the final events keyed by the account behind the memory's mark, in log order; read
   *     after the balance
   * @return nothing if credits that are remembered as one sum have been applied apart from each
   *     other, or if what is new does not tell the balance: then all must be read again
   */
  public static Optional<RestoredAccount> of(
      WalletKeys keys,
      Asset asset,
      AccountMemory memory,
      Optional<Balance> balance,
      List<Settled> since,
      SecureRandom random)
      throws QuittanceException {
    AccountRestore restore = new AccountRestore(keys, asset, random);
    restore.requireProved(since);
    CreditBook credits = new CreditBook(restore.decryptor, memory.credits());
    OwnerChain chain = restore.chain(memory.view(), memory.orderNumber(), credits);
    return restore.restored(chain, credits, memory.orderNumber(), balance, since, List.of());
  }

  private void requireProved(List<Settled> events) throws QuittanceException {
    new PaymentProofs(keys, asset.id(), random).require(events);
  }

  /** The account's transfers that are keyed by others, in the order of their numbers. */
  private List<Settled> paidToOthers(List<Settled> history) {
    return history.stream()
        .filter(
            event ->
                event.getEvent() instanceof Transferred transferred
                    && AccountId.of(event.getAccount()).equals(account)
                    && !AccountId.of(transferred.getPayee()).equals(account))
        .sorted(Comparator.comparingLong(Settled::getNumber))
        .toList();
  }

  private OwnerChain chain(AccountView view, long orderNumber, CreditBook credits) {
    return new OwnerChain(keys, account, decryptor, view, orderNumber, credits);
  }

  private Optional<RestoredAccount> fromNothing(
      Optional<Balance> balance, List<Settled> settledUnder, List<Settled> paid)
      throws QuittanceException {
    CreditBook credits = new CreditBook(decryptor);
    OwnerChain chain = chain(AccountView.UNOPENED, 0, credits);
    return restored(chain, credits, 0, balance, settledUnder, paid);
  }

  /** Nothing if what is published does not tell the balance. */
  private Optional<RestoredAccount> restored(
      OwnerChain chain,
      CreditBook credits,
      long knownOrder,
      Optional<Balance> balance,
      List<Settled> settledUnder,
      List<Settled> paid)
      throws QuittanceException {
    if (balance.isPresent()) {
      chain.jumpTo(balance.get());
    }
    follow(chain, credits, settledUnder, new ArrayDeque<>(paid));
    balance.ifPresent(chain::complete);
    if (!chain.isComplete()) {
      return Optional.empty();
    }
    if (credits.received() < chain.view().creditsApplied()) {
      throw QuittanceException.failure(
          "The settlements log lacks credits that the balance contains.",
          "The network has lost part of its log, or this is another network of the same name.");
    }
    credits.forget(chain.view().creditsApplied());
    WalletAccount mirror = WalletAccount.at(chain.view(), keys, asset, credits, random);
    long order = lastOrder(knownOrder, balance, settledUnder);
    return Optional.of(new RestoredAccount(mirror, order, decryptor.uses()));
  }

  /** Goes along the log, and puts in between what the account paid to others. */
  private void follow(
      OwnerChain chain, CreditBook credits, List<Settled> settledUnder, Deque<Settled> paid)
      throws QuittanceException {
    for (Settled event : settledUnder) {
      while (chain.isOwners(event)
          && !paid.isEmpty()
          && paid.peekFirst().getNumber() < event.getNumber()) {
        chain.follow(paid.removeFirst());
      }
      chain.follow(event);
      Optional<Credit> credit = credit(event);
      if (credit.isPresent()) {
        credits.observe(credit.get());
      }
      credits.forget(chain.view().creditsApplied());
    }
    for (Settled event : paid) {
      chain.follow(event);
    }
  }

  private static long lastOrder(long known, Optional<Balance> balance, List<Settled> events) {
    long last = Math.max(known, balance.map(Balance::getOrderNumber).orElse(0L));
    for (Settled event : events) {
      if (event.getEvent() instanceof Frozen || event.getEvent() instanceof Unfrozen) {
        last = Math.max(last, event.getNumber());
      }
    }
    return last;
  }

  /** The credit that an event under the account's key is; a log may hold anything there. */
  private Optional<Credit> credit(Settled event) throws QuittanceException {
    Optional<Credit> credit;
    try {
      credit = Credit.of(event);
    } catch (IllegalArgumentException e) {
      throw OwnerChain.damaged(e);
    }
    if (credit.isPresent() && !isOurs(credit.get(), event)) {
      throw OwnerChain.damaged(null);
    }
    return credit;
  }

  /** Whether a credit is for this account, and one that nobody proved is for this account's key. */
  private boolean isOurs(Credit credit, Settled event) {
    byte[] own = keys.elGamal().publicKey().toBytes();
    return credit.payee().equals(account)
        && credit.asset().equals(asset.id())
        && (!(event.getEvent() instanceof Issued issued)
            || Arrays.equals(issued.getElGamalKey().bytes(), own));
  }

  private static QuittanceException unknownBalance() {
    return QuittanceException.failure(
        "The balance that the network publishes is not one that this wallet noted, nor do the"
            + " account's events lead to it. Nothing of it was decrypted.",
        "Ask again with ./quittance wallet balance when the account's last command is final. If that"
            + " does not help, do not rely on this network: ask its operator, and an auditor.");
  }
}
