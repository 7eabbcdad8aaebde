package io.quittance.trials.bench;

import io.quittance.jobs.settlement.OpenedAccounts;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.Credits;
import io.quittance.ledger.account.Numbers;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.settlement.Credit;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.AssetId;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.ristretto.CompressedRistretto;
import io.quittance.wallet.keys.WalletKeys;
import java.util.List;

/**
 * A benchmark's accounts, open and with money that was credited to them once and applied. The first
 * have a payer's keys each; every other has one payer's signing key and another's encryption key,
 * so that a million of them cost no keys.
 */
final class PaidBook implements OpenedAccounts.Book {
  /** What each account has. */
  static final long BALANCE = 1L << 40;

  private static final long serialVersionUID = 1L;

  private final byte[] asset;
  private final byte[][] owners;
  private final byte[][] elGamalKeys;
  private final byte[][] balances;

  private PaidBook(byte[] asset, byte[][] owners, byte[][] elGamalKeys, byte[][] balances) {
    this.asset = asset;
    this.owners = owners;
    this.elGamalKeys = elGamalKeys;
    this.balances = balances;
  }

  static PaidBook of(AssetId asset, List<WalletKeys> payers) {
    return new PaidBook(
        asset.toBytes(),
        payers.stream().map(keys -> keys.owner().verifyingKey().toBytes()).toArray(byte[][]::new),
        payers.stream().map(keys -> keys.elGamal().publicKey().toBytes()).toArray(byte[][]::new),
        payers.stream().map(keys -> balance(asset, keys).toBytes()).toArray(byte[][]::new));
  }

  /** The money of each account as a payer's key encrypts it. */
  static SealedAmount balance(AssetId asset, WalletKeys payer) {
    return SealedAmount.of(credit(asset, payer).amount());
  }

  /** The issue that the money of a payer's own account came with. */
  static Credit credit(AssetId asset, WalletKeys payer) {
    ElGamalPublicKey key = payer.elGamal().publicKey();
    AccountId payee =
        AccountId.derive(asset, payer.owner().verifyingKey().toBytes(), key.toBytes());
    return Credit.issued(payee, key, asset, 1, 0, BALANCE);
  }

  /** How many accounts so many payers' keys are enough for. */
  static long maxAccounts(int payers) {
    return (long) payers * payers;
  }

  /** Which payer signs for an account. */
  static int owner(long number, int payers) {
    return (int) (number % payers);
  }

  /**
   * Which payer's key an account's money is encrypted for; of no two accounts both are the same.
   */
  static int elGamalKey(long number, int payers) {
    return (int) ((number + number / payers) % payers);
  }

  @Override
  public Account account(long number) {
    byte[] owner = owners[owner(number, owners.length)];
    int key = elGamalKey(number, owners.length);
    AssetId assetId = AssetId.of(asset);
    SealedAmount balance = SealedAmount.of(balances[key]);
    return Account.unopened(AccountId.derive(assetId, owner, elGamalKeys[key]))
        .withAsset(assetId)
        .withElGamalKey(CompressedRistretto.of(elGamalKeys[key]))
        .withStatus(AccountStatus.OPEN)
        .withCredits(new Credits(1, balance, 1, balance, 1))
        .withAvailable(new Available(balance, 0))
        .withNumbers(Numbers.FIRST.afterSequence());
  }
}
