package io.quittance.wallet.account;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.journal.Minted;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.InvalidProofException;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rebuilds an owner's mirror from what the network publishes: the latest balance, the final events
 * keyed by the account, and the operator's receipts of its credits, which can be spent at once.
 * Balances are published now and then, so own events that are newer than the balance carry it
 * forward; only own transfers, which are keyed by their payees, are not seen here, and a command
 * built too early after one is rejected as stale and can be built again.
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

  AccountRestore(WalletKeys keys, Asset asset, SecureRandom random, Decryptor decryptor) {
    this.keys = keys;
    this.asset = asset;
    this.account = keys.accountId(asset.id());
    this.random = random;
    this.decryptor = decryptor;
  }

  private static AccountRestore of(WalletKeys keys, Asset asset, SecureRandom random) {
    return new AccountRestore(keys, asset, random, new Decryptor(keys.elGamal().secretKey()));
  }

  /**
   * The mirror of an account of which nothing is remembered.
   *
   * @param balance the latest one published, or nothing
   * @param log all that is published under the account; read after the balance
   * @throws QuittanceException if it takes the account's own transfers to know what it has, too
   */
  public static WalletAccount of(
      WalletKeys keys, Asset asset, Optional<Balance> balance, AccountLog log, SecureRandom random)
      throws QuittanceException {
    return all(keys, asset, balance, log, List::of, random).account();
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
      AccountLog log,
      History history,
      SecureRandom random)
      throws QuittanceException {
    return of(keys, asset, random).all(balance, log, history);
  }

  RestoredAccount all(Optional<Balance> balance, AccountLog log, History history)
      throws QuittanceException {
    requireProved(log.events());
    ToldCredits told = ToldCredits.of(log, 0);
    CreditBook credits = new CreditBook(decryptor);
    Optional<RestoredAccount> restored = fromNothing(credits, told, balance, log, List.of());
    if (restored.isPresent()) {
      return restored.get();
    }
    List<Settled> paid = paidToOthers(history.read());
    requireProved(paid);
    // What was received stays counted: to decrypt it is what takes the time.
    CreditBook counted = credits.isKnownFrom(0) ? credits : new CreditBook(decryptor);
    return fromNothing(counted, told, balance, log, paid)
        .orElseThrow(AccountRestore::unknownBalance);
  }

  /**
   * The mirror of an account of which something is remembered: only what is new is decrypted.
   *
   * @param memory what is remembered
   * @param balance the latest one published, or nothing
   * @param since what is published behind the memory's marks; read after the balance
   * @return nothing if credits that are remembered as one sum have been applied apart from each
   *     other, or if what is new does not tell the balance: then all must be read again
   */
  public static Optional<RestoredAccount> of(
      WalletKeys keys,
      Asset asset,
      AccountMemory memory,
      Optional<Balance> balance,
      AccountLog since,
      SecureRandom random)
      throws QuittanceException {
    AccountRestore restore = of(keys, asset, random);
    restore.requireProved(since.events());
    CreditBook credits = new CreditBook(restore.decryptor, memory.credits());
    OwnerChain chain = restore.chain(memory.view(), memory.orderNumber(), credits);
    ToldCredits told = ToldCredits.of(since, credits.received());
    return restore.restored(chain, credits, told, balance, since, List.of());
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
      CreditBook credits,
      ToldCredits told,
      Optional<Balance> balance,
      AccountLog log,
      List<Settled> paid)
      throws QuittanceException {
    return restored(chain(AccountView.UNOPENED, 0, credits), credits, told, balance, log, paid);
  }

  /** Nothing if what is published does not tell the balance. */
  private Optional<RestoredAccount> restored(
      OwnerChain chain,
      CreditBook credits,
      ToldCredits told,
      Optional<Balance> balance,
      AccountLog log,
      List<Settled> paid)
      throws QuittanceException {
    if (balance.isPresent()) {
      chain.jumpTo(balance.get());
    }
    boolean all = followAll(chain, credits, told, log.events(), paid);
    balance.ifPresent(chain::complete);
    if (!chain.isComplete()) {
      return Optional.empty();
    }
    if (credits.received() < chain.view().creditsApplied()) {
      // Receipts of credits that the balance contains may be lost: it needs none of them.
      credits.skip(chain.view().creditsApplied());
    }
    credits.forget(chain.view().creditsApplied());
    WalletAccount mirror = WalletAccount.at(chain.view(), keys, asset, credits, random);
    long counted = Math.max(told.last(), balance.map(Balance::getCreditsReceived).orElse(0L));
    long missing = Math.max(0, counted - credits.received());
    return Optional.of(
        new RestoredAccount(
            mirror,
            chain.orderNumber(),
            decryptor.uses(),
            missing,
            log.ahead(),
            told.isDoubtful() || !all));
  }

  /**
   * Counts the credits that can be counted, and goes along the log with them. It may lead to a
   * balance that contains a credit which is missing: then more can be counted behind it. Events
   * that it has passed change nothing any more.
   *
   * @return whether all credits that are told were counted
   */
  private boolean followAll(
      OwnerChain chain,
      CreditBook credits,
      ToldCredits told,
      List<Settled> events,
      List<Settled> paid)
      throws QuittanceException {
    long contained;
    do {
      contained = Math.max(credits.received(), chain.view().creditsApplied());
      observe(credits, told.countable(credits.received(), contained));
      follow(chain, events, new ArrayDeque<>(paid));
    } while (credits.received() < told.last() && chain.view().creditsApplied() > contained);
    return credits.received() >= told.last();
  }

  /** Goes along the log, and puts in between what the account paid to others. */
  private static void follow(OwnerChain chain, List<Settled> events, Deque<Settled> paid)
      throws QuittanceException {
    for (Settled event : events) {
      while (chain.isOwners(event)
          && !paid.isEmpty()
          && paid.peekFirst().getNumber() < event.getNumber()) {
        chain.follow(paid.removeFirst());
      }
      chain.follow(event);
    }
    for (Settled event : paid) {
      chain.follow(event);
    }
  }

  /** Counts credits that are not known yet, each at its number, or none of them. */
  private void observe(CreditBook credits, SortedMap<Long, Entry> told) throws QuittanceException {
    List<Entry> entries = List.copyOf(told.values());
    new PaymentProofs(keys, asset.id(), random).requireEntries(entries);
    SortedMap<Long, Credit> fresh = new TreeMap<>();
    for (Map.Entry<Long, Entry> each : told.entrySet()) {
      fresh.put(each.getKey(), credit(each.getValue()));
    }
    for (Map.Entry<Long, Credit> each : fresh.entrySet()) {
      if (each.getKey() != credits.received() + 1) {
        credits.skip(each.getKey() - 1);
      }
      credits.observe(each.getValue());
    }
  }

  /** The credit that an entry is; a receipt may hold anything. */
  private Credit credit(Entry entry) throws QuittanceException {
    try {
      Credit credit = Credit.of(entry);
      if (!isOurs(credit, entry)) {
        throw OwnerChain.damaged(null);
      }
      return credit;
    } catch (InvalidProofException e) {
      throw OwnerChain.damaged(e);
    }
  }

  /** Whether a credit is for this account, and one that nobody proved is for this account's key. */
  private boolean isOurs(Credit credit, Entry entry) {
    byte[] own = keys.elGamal().publicKey().toBytes();
    return credit.payee().equals(account)
        && credit.asset().equals(asset.id())
        && (!(entry.record().getFact() instanceof Minted minted)
            || Arrays.equals(minted.getElGamalKey().bytes(), own));
  }

  private static QuittanceException unknownBalance() {
    return QuittanceException.failure(
        "The balance that the network publishes is not one that this wallet noted, nor do the"
            + " account's events lead to it. Nothing of it was decrypted.",
        "Ask again with ./quittance wallet balance when the account's last command is final. If that"
            + " does not help, do not rely on this network: ask its operator, and an auditor.");
  }
}
