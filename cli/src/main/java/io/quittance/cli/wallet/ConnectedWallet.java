package io.quittance.cli.wallet;

import io.quittance.ledger.asset.Asset;
import io.quittance.network.WalletException;
import io.quittance.network.amount.AmountFormat;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.settlement.Balance;
import io.quittance.wallet.RejectedException;
import io.quittance.wallet.account.AccountRestore;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.client.QuittanceClient;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * A wallet with its network at hand.
 *
 * @param name the wallet's name
 * @param wallets it and its neighbours on this machine
 */
record ConnectedWallet(
    String name,
    WalletKeys keys,
    Asset asset,
    LocalWallets wallets,
    QuittanceClient client,
    SecureRandom random) {
  private static final int MOST_TRIES = 3;
  private static final int POLLS = 50;
  private static final long POLL_MILLIS = 200;

  /** Builds a command from the account as it stands. */
  interface Draft {
    PreparedCommand prepare(WalletAccount account) throws WalletException;
  }

  AccountId accountId() {
    return keys.accountId(asset.id());
  }

  AmountFormat amounts() {
    return AmountFormat.of(asset.code(), asset.decimals());
  }

  /** The account as the network publishes it. */
  WalletAccount restore() throws WalletException {
    // The balance first: the events read after it then contain every credit it counts.
    Optional<Balance> balance = client.balance(accountId());
    return AccountRestore.of(keys, asset, balance, client.settledUnder(accountId()), random);
  }

  /**
   * Builds a command from the account as published, and delivers it. The published balance may be
   * behind by a command; a rejection as stale is definite, so the command can be built again.
   *
   * @return the account after the command
   */
  WalletAccount deliver(Delivery delivery, Draft draft) throws WalletException {
    WalletAccount account = restore();
    for (int tries = 1; ; tries++) {
      PreparedCommand command = draft.prepare(account);
      try {
        delivery.deliver(client, command);
        account.accepted(command);
        return account;
      } catch (RejectedException e) {
        boolean stale = e.code().filter(RejectionCode.STALE_SEQUENCE::equals).isPresent();
        if (!stale || tries == MOST_TRIES) {
          throw e;
        }
        account = newerThan(account.view().sequence(), e);
      }
    }
  }

  private WalletAccount newerThan(long sequence, RejectedException rejection)
      throws WalletException {
    for (int poll = 0; poll < POLLS; poll++) {
      WalletAccount account = restore();
      if (account.view().sequence() > sequence) {
        return account;
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw rejection;
      }
    }
    throw rejection;
  }
}
