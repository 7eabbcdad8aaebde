package io.quittance.wallet.account;

import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
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
import io.quittance.schemas.settlement.Transferred;
import io.quittance.schemas.settlement.Unfrozen;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.wallet.keys.WalletKeys;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The spendable side of an account along its owner's commands, out of what the network publishes of
 * them. What a balance holds is known in one of two ways, and never decrypted:
 *
 * <ul>
 *   <li>its owner noted it, in a note that is bound to this very balance ({@link BalanceNotes});
 *   <li>it follows, to the byte, from the balance before it, by what the command did to that with
 *       counted credits and proved payments. The first one is nothing at all.
 * </ul>
 *
 * <p>Any other balance stays unknown: whoever decrypted what is published, and then paid, or failed
 * to, or took long, would tell its publisher what is in a ciphertext of his choice.
 */
final class OwnerChain {
  private final WalletKeys keys;
  private final AccountId account;
  private final Decryptor decryptor;
  private final BalanceNotes notes;
  private final CreditBook credits;
  private AccountView view;
  private long orderNumber;
  private long furthest;

  /**
   * Begins where the account is known.
   *
   * @param orderNumber number of the compliance officer's last order that the view contains
   * @param credits those counted so far
   */
  OwnerChain(
      WalletKeys keys,
      AccountId account,
      Decryptor decryptor,
      AccountView view,
      long orderNumber,
      CreditBook credits) {
    this.keys = keys;
    this.account = account;
    this.decryptor = decryptor;
    this.notes = new BalanceNotes(keys, account, decryptor);
    this.view = view;
    this.orderNumber = orderNumber;
    this.credits = credits;
  }

  AccountView view() {
    return view;
  }

  /** Whether the last balance that was published or left by a command is known. */
  boolean isComplete() {
    return furthest <= view.sequence()
        && credits.isDivisibleAt(view.creditsApplied())
        && credits.isKnownFrom(view.creditsApplied());
  }

  /** Number of the compliance officer's last order that is known. */
  long orderNumber() {
    return orderNumber;
  }

  /**
   * Goes to a published balance if it is ahead, and known by its note. An order that came after it
   * stays in force.
   */
  void jumpTo(Balance balance) throws QuittanceException {
    SealedAmount available = sealed(balance.getAvailable());
    if (balance.getSequence() <= view.sequence()) {
      return;
    }
    furthest = balance.getSequence();
    OptionalLong amount = notes.read(balance);
    if (amount.isPresent()) {
      view =
          new AccountView(
              balance.getOrderNumber() < orderNumber ? view.status() : balance.getStatus(),
              balance.getSequence(),
              balance.getCreditsApplied(),
              new Available(available, balance.getZerosAdded()),
              amount.getAsLong());
      orderNumber = Math.max(orderNumber, balance.getOrderNumber());
    }
  }

  /** Takes over what is public of the balance published last: orders, and zeros added. */
  void complete(Balance balance) {
    if (balance.getOrderNumber() > orderNumber) {
      orderNumber = balance.getOrderNumber();
      view = view.withStatus(balance.getStatus());
    }
    SealedAmount available = SealedAmount.of(balance.getAvailable().bytes());
    if (balance.getSequence() == view.sequence() && available.equals(view.available().amount())) {
      Available same = new Available(available, balance.getZerosAdded());
      view = view.withBalance(view.creditsApplied(), same, view.amount());
    }
  }

  /** Whether an event is a command of the account's owner. */
  boolean isOwners(Settled settled) {
    return AccountId.of(settled.getAccount()).equals(account) && left(settled) != null;
  }

  /** Goes along with an event; those of others and issues change nothing here. */
  void follow(Settled settled) throws QuittanceException {
    if (!AccountId.of(settled.getAccount()).equals(account)) {
      return;
    }
    Object event = settled.getEvent();
    if (event instanceof Frozen || event instanceof Unfrozen) {
      if (settled.getNumber() > orderNumber) {
        orderNumber = settled.getNumber();
        view = view.withStatus(event instanceof Frozen ? AccountStatus.FROZEN : AccountStatus.OPEN);
      }
      return;
    }
    Left left = left(settled);
    if (left == null || settled.getNumber() < view.sequence()) {
      return;
    }
    long next = settled.getNumber() + 1;
    furthest = Math.max(furthest, next);
    Optional<AccountView> after = noted(next, left);
    if (after.isEmpty() && settled.getNumber() == view.sequence()) {
      after = derived(settled, left);
    }
    if (after.isPresent()) {
      view = after.get();
    }
  }

  /**
   * What a command of the owner has left, as its event says.
   *
   * @param creditsApplied credits that the balance contains
   * @param note the owner's, or null where the command carries none
   */
  private record Left(
      AccountStatus status, long creditsApplied, SealedAmount available, Fixed36 note) {}

  /** Nothing, as null, if the event is none of an owner's command. */
  private Left left(Settled settled) {
    Object event = settled.getEvent();
    if (event instanceof Opened e) {
      return left(AccountStatus.OPEN, view.creditsApplied(), e.getAvailable(), null);
    } else if (event instanceof CreditsApplied e) {
      return left(
          view.status(), e.getCreditsApplied(), e.getAvailable(), e.getDecryptableAvailable());
    } else if (event instanceof Redeemed e) {
      return left(
          view.status(), e.getCreditsApplied(), e.getAvailable(), e.getDecryptableAvailable());
    } else if (event instanceof Transferred e) {
      return left(
          view.status(), e.getCreditsApplied(), e.getAvailable(), e.getDecryptableAvailable());
    } else if (event instanceof Closed e) {
      return left(AccountStatus.CLOSED, e.getCreditsApplied(), e.getAvailable(), null);
    }
    return null;
  }

  private static Left left(AccountStatus status, long applied, Fixed64 available, Fixed36 note) {
    return new Left(status, applied, SealedAmount.of(available.bytes()), note);
  }

  /** The view after a command whose note is bound to what it left. */
  private Optional<AccountView> noted(long next, Left left) throws QuittanceException {
    requireCiphertext(left.available());
    if (left.note() == null) {
      return Optional.empty();
    }
    OptionalLong amount =
        notes.read(next, left.creditsApplied(), left.available().toBytes(), left.note().bytes());
    // How many zeros were added is public and of no use to the owner, who sees the ciphertext.
    return amount.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AccountView(
                left.status(),
                next,
                left.creditsApplied(),
                new Available(left.available(), view.available().zerosAdded()),
                amount.getAsLong()));
  }

  /** The view after the next command, if what it did to this one leads to what it left. */
  private Optional<AccountView> derived(Settled settled, Left left) throws QuittanceException {
    Optional<AccountView> before = applied(left.creditsApplied());
    if (before.isEmpty()) {
      return Optional.empty();
    }
    AccountView after = debited(before.get(), settled).next(left.status());
    return after.available().amount().equals(left.available())
        ? Optional.of(after)
        : Optional.empty();
  }

  private Optional<AccountView> applied(long count) throws QuittanceException {
    boolean countable =
        count >= view.creditsApplied()
            && count <= credits.received()
            && credits.isKnownFrom(view.creditsApplied())
            && credits.isDivisibleAt(view.creditsApplied())
            && credits.isDivisibleAt(count);
    return countable ? Optional.of(credits.apply(view, count, key())) : Optional.empty();
  }

  /** What a command took from the balance; one that takes more than there was leads nowhere. */
  private AccountView debited(AccountView before, Settled settled) throws QuittanceException {
    Available available = before.available();
    SealedAmount rest = available.amount();
    long paid = 0;
    if (settled.getEvent() instanceof Redeemed redeemed) {
      paid = redeemed.getAmount();
      rest = available.minus(paid);
    } else if (settled.getEvent() instanceof Transferred transferred) {
      HiddenPayment hidden = HiddenPayment.of(settled, transferred, account);
      paid = decryptor.decrypt(hidden);
      rest = SealedAmount.of(available.amount().ciphertext().subtract(hidden.whole()));
    }
    if (Long.compareUnsigned(paid, before.amount()) > 0) {
      throw damaged(null);
    }
    return before.withBalance(
        before.creditsApplied(),
        new Available(rest, available.zerosAdded()),
        before.amount() - paid);
  }

  private CompressedRistretto key() {
    return keys.elGamal().publicKey().compressed();
  }

  private static SealedAmount sealed(Fixed64 available) throws QuittanceException {
    SealedAmount sealed = SealedAmount.of(available.bytes());
    requireCiphertext(sealed);
    return sealed;
  }

  private static void requireCiphertext(SealedAmount available) throws QuittanceException {
    try {
      ElGamalCiphertext.parse(available.toBytes());
    } catch (InvalidProofException e) {
      throw damaged(e);
    }
  }

  static QuittanceException damaged(Exception cause) {
    return QuittanceException.failure(
        "The network publishes a balance or an event of this account that is damaged.",
        "Do not rely on this network: ask its operator, or name another with --network.",
        cause);
  }
}
