package io.quittance.wallet.account;

import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Closed;
import io.quittance.schemas.settlement.CreditsApplied;
import io.quittance.schemas.settlement.Frozen;
import io.quittance.schemas.settlement.Opened;
import io.quittance.schemas.settlement.Redeemed;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Unfrozen;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.BalanceNote;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Rebuilds an owner's mirror from what the network publishes: the latest balance, and the final
 * events keyed by the account. Balances are published now and then, so own events that are newer
 * than the balance carry it forward; only own transfers, which are keyed by their payees, are not
 * seen here, and a command built too early after one is rejected as stale and can be built again.
 */
public final class AccountRestore {
  private static final Fixed36 NO_NOTE = new Fixed36(new byte[BalanceNote.BYTES]);

  private final WalletKeys keys;
  private final Asset asset;
  private final AccountId account;
  private final SecureRandom random;
  private final Decryptor decryptor;

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
   */
  public static WalletAccount of(
      WalletKeys keys,
      Asset asset,
      Optional<Balance> balance,
      List<Settled> settledUnder,
      SecureRandom random)
      throws QuittanceException {
    return all(keys, asset, balance, settledUnder, random).account();
  }

  /** As above, with what there is to remember of it. */
  public static RestoredAccount all(
      WalletKeys keys,
      Asset asset,
      Optional<Balance> balance,
      List<Settled> settledUnder,
      SecureRandom random)
      throws QuittanceException {
    AccountRestore restore = new AccountRestore(keys, asset, random);
    restore.requireProved(settledUnder);
    AccountView view = restore.view(AccountView.UNOPENED, 0, balance, settledUnder);
    return restore.restored(
        view, new CreditBook(restore.decryptor), lastOrder(0, balance, settledUnder), settledUnder);
  }

  /**
   * The mirror of an account of which something is remembered: only what is new is decrypted.
   *
   * @param memory what is remembered
   * @param balance the latest one published, or nothing
   * @param since the final events keyed by the account behind the memory's mark, in log order; read
   *     after the balance
   * @return nothing if credits that are remembered as one sum have been applied apart from each
   *     other: then all must be read again
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
    AccountView view = restore.view(memory.view(), memory.orderNumber(), balance, since);
    if (!credits.isDivisibleAt(view.creditsApplied())) {
      return Optional.empty();
    }
    return Optional.of(
        restore.restored(view, credits, lastOrder(memory.orderNumber(), balance, since), since));
  }

  private void requireProved(List<Settled> events) throws QuittanceException {
    new PaymentProofs(keys, asset.id(), random).require(events);
  }

  private RestoredAccount restored(
      AccountView view, CreditBook credits, long orderNumber, List<Settled> events)
      throws QuittanceException {
    WalletAccount mirror = WalletAccount.at(view, keys, asset, credits, random);
    for (Settled event : events) {
      Optional<Credit> credit = credit(event);
      if (credit.isPresent()) {
        mirror.observe(credit.get());
      }
    }
    if (mirror.creditsReceived() < view.creditsApplied()) {
      throw QuittanceException.failure(
          "The settlements log lacks credits that the balance contains.",
          "The network has lost part of its log, or this is another network of the same name.");
    }
    return new RestoredAccount(mirror, orderNumber, decryptor.uses());
  }

  /** The newest of what is known, what is published, and what the events make of that. */
  private AccountView view(
      AccountView known, long knownOrder, Optional<Balance> balance, List<Settled> events)
      throws QuittanceException {
    AccountView view = known;
    long order = knownOrder;
    boolean nothingKnown = known.equals(AccountView.UNOPENED);
    if (balance.isPresent() && (nothingKnown || balance.get().getSequence() > view.sequence())) {
      view = view(balance.get());
      order = balance.get().getOrderNumber();
    } else if (balance.isPresent() && balance.get().getOrderNumber() > order) {
      view = view.withStatus(balance.get().getStatus());
      order = balance.get().getOrderNumber();
    }
    for (Settled event : events) {
      view = forward(view, order, event);
    }
    return view;
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
      throw damaged(e);
    }
    if (credit.isPresent() && !credit.get().payee().equals(account)) {
      throw damaged(null);
    }
    return credit;
  }

  private static QuittanceException damaged(Exception cause) {
    return QuittanceException.failure(
        "The network publishes a balance or an event of this account that is damaged.",
        "Do not rely on this network: ask its operator, or name another with --network.",
        cause);
  }

  private AccountView view(Balance balance) throws QuittanceException {
    return new AccountView(
        balance.getStatus(),
        balance.getSequence(),
        balance.getCreditsApplied(),
        new Available(SealedAmount.of(balance.getAvailable().bytes()), balance.getZerosAdded()),
        amount(balance.getAvailable(), balance.getDecryptableAvailable()));
  }

  /** The view after an event of the owner or the compliance officer that it does not contain. */
  private AccountView forward(AccountView view, long orderNumber, Settled settled)
      throws QuittanceException {
    if (!AccountId.of(settled.getAccount()).equals(account)) {
      return view;
    }
    Object event = settled.getEvent();
    if (event instanceof Frozen || event instanceof Unfrozen) {
      AccountStatus status = event instanceof Frozen ? AccountStatus.FROZEN : AccountStatus.OPEN;
      return settled.getNumber() > orderNumber ? view.withStatus(status) : view;
    }
    if (settled.getNumber() < view.sequence()) {
      return view;
    }
    long number = settled.getNumber();
    if (event instanceof Opened e) {
      return after(view, number, AccountStatus.OPEN, view.creditsApplied(), e.getAvailable(), null);
    } else if (event instanceof CreditsApplied e) {
      return after(
          view,
          number,
          view.status(),
          e.getCreditsApplied(),
          e.getAvailable(),
          e.getDecryptableAvailable());
    } else if (event instanceof Redeemed e) {
      return after(
          view,
          number,
          view.status(),
          e.getCreditsApplied(),
          e.getAvailable(),
          e.getDecryptableAvailable());
    } else if (event instanceof Closed e) {
      return after(
          view, number, AccountStatus.CLOSED, e.getCreditsApplied(), e.getAvailable(), null);
    }
    return view;
  }

  private AccountView after(
      AccountView view,
      long number,
      AccountStatus status,
      long creditsApplied,
      Fixed64 available,
      Fixed36 note)
      throws QuittanceException {
    // How many zeros were added is public and of no use to the owner, who sees the ciphertext.
    Available balance =
        new Available(SealedAmount.of(available.bytes()), view.available().zerosAdded());
    long amount = amount(available, note == null ? NO_NOTE : note);
    return new AccountView(status, number + 1, creditsApplied, balance, amount);
  }

  /** What a balance decrypts to: the note's amount if it is true, else by discrete logarithm. */
  private long amount(Fixed64 available, Fixed36 note) throws QuittanceException {
    ElGamalCiphertext ciphertext;
    try {
      ciphertext = ElGamalCiphertext.parse(available.bytes());
    } catch (InvalidProofException e) {
      throw damaged(e);
    }
    OptionalLong noted = BalanceNote.decrypt(keys.note(), note.bytes());
    if (noted.isPresent() && decryptor.holds(ciphertext, noted.getAsLong())) {
      return noted.getAsLong();
    }
    return decryptor
        .search(ciphertext)
        .orElseThrow(
            () ->
                QuittanceException.failure(
                    "The balance cannot be decrypted: its note is missing or wrong, and it is no"
                        + " amount below 2^32 units.",
                    "Check that this key file is the one that opened the account."));
  }
}
