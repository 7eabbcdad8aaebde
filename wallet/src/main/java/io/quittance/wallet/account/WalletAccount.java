package io.quittance.wallet.account;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.AssetId;
import io.quittance.schemas.Limits;
import io.quittance.verifier.batch.DecodingAdvice;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.wallet.keys.WalletKeys;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * An owner's mirror of his account: it knows what the ledger knows, and what the ciphertexts hold,
 * and builds signed and proved commands from that.
 *
 * <p>Commands may be chained: prepare one, call {@link #accepted} for it without waiting, prepare
 * the next. If the ledger then rejects one, those behind it fail too, and the mirror has to be
 * restored from the network ({@link AccountRestore}).
 *
 * <p>One thread at a time may use an account; different accounts are independent.
 */
public final class WalletAccount {
  private final WalletKeys keys;
  private final Asset asset;
  private final AssetId assetId;
  private final AccountId id;
  private final SecureRandom random;
  private final InstantSource clock;
  private final CommandEnds ends;
  private final OwnerRecords records;
  private final DebitRules rules;
  private final CreditBook credits;
  private AccountView view;

  private WalletAccount(
      WalletKeys keys,
      Asset asset,
      AccountView view,
      CreditBook credits,
      SecureRandom random,
      InstantSource clock) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.asset = Objects.requireNonNull(asset, "asset");
    this.assetId = asset.id();
    this.id = keys.accountId(assetId);
    this.random = Objects.requireNonNull(random, "random");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.ends = new CommandEnds(clock);
    this.records = new OwnerRecords(keys, assetId, id, random);
    this.rules = new DebitRules(keys.network(), asset);
    this.credits = credits;
    this.view = Objects.requireNonNull(view, "view");
  }

  /** The mirror of an account that nobody has opened and that has received nothing. */
  public static WalletAccount unopened(WalletKeys keys, Asset asset, SecureRandom random) {
    return at(AccountView.UNOPENED, keys, asset, random);
  }

  /** The mirror of an account in that state; all its credits are still to be observed. */
  public static WalletAccount at(
      AccountView view, WalletKeys keys, Asset asset, SecureRandom random) {
    return at(view, keys, asset, random, InstantSource.system());
  }

  /**
   * As above, with another clock: by it payments are encrypted for the auditor's key of the time,
   * and commands end.
   */
  public static WalletAccount at(
      AccountView view, WalletKeys keys, Asset asset, SecureRandom random, InstantSource clock) {
    CreditBook none = new CreditBook(new Decryptor(keys.elGamal().secretKey()));
    return new WalletAccount(keys, asset, view, none, random, clock);
  }

  /** The mirror of an account in that state, whose credits are known so far. */
  static WalletAccount at(
      AccountView view, WalletKeys keys, Asset asset, CreditBook known, SecureRandom random) {
    return new WalletAccount(keys, asset, view, known, random, InstantSource.system());
  }

  /**
   * Takes notice of a credit, and decrypts it; call it for every credit of the account from the
   * first on, in the order of their numbers, which receipts tell. Of entries that somebody else has
   * written down, only those that {@link PaymentProofs} has accepted may come here: {@link
   * AccountRestore} sees to that.
   *
   * @return whether it counts now: as in the ledger, one that has been counted before is dropped
   */
  public boolean observe(Credit credit) throws QuittanceException {
    if (!credit.payee().equals(id)) {
      throw new IllegalArgumentException("Account " + id + " is not the payee: " + credit.payee());
    }
    boolean counted = credits.observe(credit);
    credits.forget(view.creditsApplied());
    return counted;
  }

  /**
   * Says how long commands that are built from here on may be accepted after they were signed; a
   * day if nobody says it.
   *
   * @throws IllegalArgumentException if that is not a time ahead, or more than a thousand years
   */
  public void endAfter(Duration duration) {
    ends.endAfter(duration);
  }

  public AccountId id() {
    return id;
  }

  public WalletKeys keys() {
    return keys;
  }

  public Asset asset() {
    return asset;
  }

  /** What others need to pay this account. */
  public PaymentAddress address() {
    return PaymentAddress.of(keys);
  }

  /** The spendable side at the present end of the chain of commands. */
  public AccountView view() {
    return view;
  }

  /** What is known of the credits observed so far. */
  KnownCredits knownCredits() {
    return credits.known();
  }

  /** Credits observed since the account began. */
  public long creditsReceived() {
    return credits.received();
  }

  /** Sum of the credits observed and not yet applied, in the asset's smallest unit. */
  public long incoming() throws QuittanceException {
    return credits.sum(view.creditsApplied(), credits.received()).amount();
  }

  /** Opens the account, for the first time or after it was closed. */
  public PreparedCommand open() throws QuittanceException {
    if (view.status() == AccountStatus.OPEN || view.status() == AccountStatus.FROZEN) {
      throw QuittanceException.failure("The account is open already.", "There is nothing to do.");
    }
    AccountView after =
        view.withBalance(
            view.creditsApplied(), view.available().withoutIdentity(key()), view.amount());
    return prepared(records.open(view.sequence()), id, after.next(AccountStatus.OPEN));
  }

  /** Pays, counting on all credits observed so far. */
  public PreparedCommand transfer(PaymentAddress payee, long amount, String memo)
      throws QuittanceException {
    return transfer(payee, amount, memo, credits.received());
  }

  /**
   * Pays a hidden amount.
   *
   * @param amount in the asset's smallest unit, 1 to 2^48 - 1
   * @param memo public, at most 128 bytes in UTF-8
   * @param creditsApplied how many credits, counted since the account began, the payment counts on
   * @throws InsufficientFundsException if the account has less
   */
  public PreparedCommand transfer(
      PaymentAddress payee, long amount, String memo, long creditsApplied)
      throws QuittanceException {
    rules.requireOpen(view);
    rules.requireSameMoney(payee);
    rules.requireAmount(amount, Limits.MAX_TRANSFER_AMOUNT);
    ByteBuffer memoBytes = BoundedText.encode("memo", memo, Limits.MAX_MEMO_BYTES);
    AccountView before = applied(creditsApplied);
    rules.requireFunds(before, amount);
    long kept = before.amount() - amount;
    DebitProofs proofs =
        DebitProofs.hidden(
            keys.elGamal(),
            payee.elGamalKey(),
            asset.auditors().toPayAt(clock.millis()),
            before.available().amount().ciphertext(),
            kept,
            amount,
            random);
    AccountView after = before.afterDebit(proofs.available(), kept);
    return prepared(
        records.transfer(after, view.sequence(), payee, proofs, memoBytes),
        payee.accountId(assetId),
        after.next(AccountStatus.OPEN),
        proofs.advice());
  }

  /**
   * Makes credits part of the available balance.
   *
   * @param creditsApplied how many credits, counted since the account began
   */
  public PreparedCommand applyCredits(long creditsApplied) throws QuittanceException {
    if (view.status() != AccountStatus.FROZEN) {
      rules.requireOpen(view);
    }
    AccountView after = applied(creditsApplied);
    return prepared(records.applyCredits(after, view.sequence()), id, after.next(view.status()));
  }

  /** Takes a public amount out of the system, counting on all credits observed so far. */
  public PreparedCommand redeem(long amount, String payoutReference) throws QuittanceException {
    return redeem(amount, payoutReference, credits.received());
  }

  /**
   * Takes a public amount out of the system.
   *
   * @param amount in the asset's smallest unit, 1 to 2^63 - 1
   * @param payoutReference where to pay it out, public, at most 128 bytes in UTF-8
   * @param creditsApplied how many credits, counted since the account began, this counts on
   * @throws InsufficientFundsException if the account has less
   */
  public PreparedCommand redeem(long amount, String payoutReference, long creditsApplied)
      throws QuittanceException {
    rules.requireOpen(view);
    rules.requireAmount(amount, Limits.MAX_REDEEM_AMOUNT);
    ByteBuffer reference =
        BoundedText.encode("payout reference", payoutReference, Limits.MAX_REFERENCE_BYTES);
    AccountView before = applied(creditsApplied);
    rules.requireFunds(before, amount);
    long kept = before.amount() - amount;
    DebitProofs proofs =
        DebitProofs.revealed(
            keys.elGamal(), before.available().amount().ciphertext(), kept, amount, random);
    AccountView after = before.afterDebit(proofs.available(), kept);
    return prepared(
        records.redeem(after, view.sequence(), amount, proofs, reference),
        id,
        after.next(AccountStatus.OPEN),
        proofs.advice());
  }

  /** Closes the account, whose balance must be zero once these credits are applied. */
  public PreparedCommand close(long creditsApplied) throws QuittanceException {
    rules.requireOpen(view);
    AccountView after = applied(creditsApplied);
    rules.requireEmpty(after);
    return prepared(records.close(after, view.sequence()), id, after.next(AccountStatus.CLOSED));
  }

  /**
   * Advances the mirror past a command, once it is accepted, or before, to prepare the next one.
   *
   * @throws IllegalArgumentException if it is not the next command of this account
   */
  public void accepted(PreparedCommand command) {
    AccountView after =
        command
            .after()
            .orElseThrow(() -> new IllegalArgumentException(command + " is not the owner's"));
    if (!command.account().equals(id) || command.number() != view.sequence()) {
      throw new IllegalArgumentException(
          command + " is not command " + view.sequence() + " of account " + id);
    }
    view = after;
    credits.forget(view.creditsApplied());
  }

  /** The view with the first so many credits applied. */
  private AccountView applied(long creditsApplied) throws QuittanceException {
    if (creditsApplied < view.creditsApplied() || creditsApplied > credits.received()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Credits to apply must be %d to %d, not %d",
              view.creditsApplied(),
              credits.received(),
              creditsApplied));
    }
    return credits.apply(view, creditsApplied, key());
  }

  private CompressedRistretto key() {
    return keys.elGamal().publicKey().compressed();
  }

  private PreparedCommand prepared(
      SpecificRecordBase command, AccountId settledUnder, AccountView after) {
    return prepared(command, settledUnder, after, DecodingAdvice.NONE);
  }

  private PreparedCommand prepared(
      SpecificRecordBase command,
      AccountId settledUnder,
      AccountView after,
      DecodingAdvice advice) {
    byte[] value = CommandSealer.seal(keys.network().id(), keys.owner(), ends.notAfter(), command);
    String type = command.getSchema().getName();
    return new PreparedCommand(
        type, id, settledUnder, view.sequence(), value, Optional.of(after), advice);
  }

  /** Does not tell the balance. */
  @Override
  public String toString() {
    return "WalletAccount[" + id + ", " + view + "]";
  }
}
