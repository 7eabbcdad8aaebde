package io.quittance.wallet.account;

import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.WalletException;
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
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalSecretKey;
import io.quittance.verifier.ristretto.RistrettoPoint;
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
  private final AccountId account;

  private AccountRestore(WalletKeys keys, AccountId account) {
    this.keys = keys;
    this.account = account;
  }

  /**
   * The mirror of an account.
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
      throws WalletException {
    AccountRestore restore = new AccountRestore(keys, keys.accountId(asset.id()));
    AccountView view = AccountView.UNOPENED;
    long orderNumber = 0;
    if (balance.isPresent()) {
      view = restore.view(balance.get());
      orderNumber = balance.get().getOrderNumber();
    }
    for (Settled event : settledUnder) {
      view = restore.forward(view, orderNumber, event);
    }
    WalletAccount mirror = WalletAccount.at(view, keys, asset, random);
    for (Settled event : settledUnder) {
      Optional<Credit> credit = restore.credit(event);
      if (credit.isPresent()) {
        mirror.observe(credit.get());
      }
    }
    if (mirror.creditsReceived() < view.creditsApplied()) {
      throw WalletException.failure(
          "The settlements log lacks credits that the balance contains.",
          "The network has lost part of its log, or this is another network of the same name.");
    }
    return mirror;
  }

  /** The account as a published balance has it, without the events after it. */
  public static AccountView published(WalletKeys keys, AccountId account, Balance balance)
      throws WalletException {
    return new AccountRestore(keys, account).view(balance);
  }

  /** The credit that an event under the account's key is; a log may hold anything there. */
  private Optional<Credit> credit(Settled event) throws WalletException {
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

  private static WalletException damaged(Exception cause) {
    return WalletException.failure(
        "The network publishes a balance or an event of this account that is damaged.",
        "Do not rely on this network: ask its operator, or name another with --network.",
        cause);
  }

  private AccountView view(Balance balance) throws WalletException {
    return new AccountView(
        balance.getStatus(),
        balance.getSequence(),
        balance.getCreditsApplied(),
        new Available(SealedAmount.of(balance.getAvailable().bytes()), balance.getZerosAdded()),
        amount(balance.getAvailable(), balance.getDecryptableAvailable()));
  }

  /** The view after an event of the owner or the compliance officer that it does not contain. */
  private AccountView forward(AccountView view, long orderNumber, Settled settled)
      throws WalletException {
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
      throws WalletException {
    // How many zeros were added is public and of no use to the owner, who sees the ciphertext.
    Available balance =
        new Available(SealedAmount.of(available.bytes()), view.available().zerosAdded());
    long amount = amount(available, note == null ? NO_NOTE : note);
    return new AccountView(status, number + 1, creditsApplied, balance, amount);
  }

  /** What a balance decrypts to: the note's amount if it is true, else by discrete logarithm. */
  private long amount(Fixed64 available, Fixed36 note) throws WalletException {
    ElGamalSecretKey secret = keys.elGamal().secretKey();
    ElGamalCiphertext ciphertext;
    try {
      ciphertext = ElGamalCiphertext.parse(available.bytes());
    } catch (InvalidProofException e) {
      throw damaged(e);
    }
    OptionalLong noted = BalanceNote.decrypt(keys.note(), note.bytes());
    if (noted.isPresent()
        && secret.decryptToPoint(ciphertext.subtractAmount(noted.getAsLong())).isIdentity()) {
      return noted.getAsLong();
    }
    RistrettoPoint point = secret.decryptToPoint(ciphertext);
    if (point.isIdentity()) {
      return 0;
    }
    return DiscreteLog.solve32(point)
        .orElseThrow(
            () ->
                WalletException.failure(
                    "The balance cannot be decrypted: its note is missing or wrong, and it is no"
                        + " amount below 2^32 units.",
                    "Check that this key file is the one that opened the account."));
  }
}
