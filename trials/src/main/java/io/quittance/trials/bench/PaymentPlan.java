package io.quittance.trials.bench;

import io.quittance.ledger.account.Available;
import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountStatus;
import io.quittance.wallet.account.AccountView;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Proves the transfers of a benchmark without a ledger, on all cores: payers pay in turn, each time
 * somebody else of all accounts.
 *
 * <p>The order of credits from several payers is the log's, and so cannot be known ahead: nobody
 * spends what a transfer brought in.
 */
final class PaymentPlan {
  /** Transfers are kept for any number of runs: they end thousands of years ahead. */
  private static final InstantSource NEVER =
      InstantSource.fixed(Instant.parse("9999-01-01T00:00:00Z"));

  private static final long MAX_PAYMENT = 1L << 20;

  private final Asset asset;
  private final int accounts;
  private final int transfers;
  private final List<WalletKeys> payers = new ArrayList<>();
  private final SecureRandom random = new SecureRandom();

  /**
   * Makes the payers' keys.
   *
   * @param accounts how many accounts there are
   * @param transfers how many transfers; with fewer accounts than that, accounts pay several times
   */
  PaymentPlan(NetworkIdentity network, Asset asset, int accounts, int transfers) {
    this.asset = asset;
    this.accounts = accounts;
    this.transfers = transfers;
    for (int payer = 0; payer < Math.min(accounts, transfers); payer++) {
      payers.add(WalletKeys.generate("payer-" + payer, network, asset.code(), random));
    }
  }

  /** The accounts before the first transfer. */
  PaidBook book() {
    return PaidBook.of(asset.id(), payers);
  }

  /**
   * Proves the transfers.
   *
   * @param proved told after each transfer, by any thread
   */
  List<PreparedRecord> prove(Runnable proved) throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<List<PreparedRecord>>> chains = new ArrayList<>();
      for (int payer = 0; payer < payers.size(); payer++) {
        int own = payer;
        chains.add(pool.submit(() -> pay(own, proved)));
      }
      return inTurn(chains);
    } finally {
      pool.shutdownNow();
    }
  }

  private List<PreparedRecord> pay(int own, Runnable proved) throws QuittanceException {
    WalletKeys keys = payers.get(own);
    Available available = new Available(PaidBook.balance(asset.id(), keys), 0);
    WalletAccount wallet =
        WalletAccount.at(
            new AccountView(AccountStatus.OPEN, 1, 1, available, PaidBook.BALANCE),
            keys,
            asset,
            random,
            NEVER);
    wallet.observe(PaidBook.credit(asset.id(), keys));
    List<PreparedRecord> chain = new ArrayList<>();
    for (int place = own; place < transfers; place += payers.size()) {
      int other = (own + 1 + random.nextInt(accounts - 1)) % accounts;
      long amount = 1 + (random.nextLong() & (MAX_PAYMENT - 1));
      PreparedCommand command = wallet.transfer(address(other), amount, "", 1);
      wallet.accepted(command);
      chain.add(PreparedRecord.of(command));
      proved.run();
    }
    return chain;
  }

  private PaymentAddress address(int account) {
    WalletKeys owner = payers.get(PaidBook.owner(account, payers.size()));
    WalletKeys reader = payers.get(PaidBook.elGamalKey(account, payers.size()));
    return new PaymentAddress(
        owner.network(), owner.asset(), owner.owner().verifyingKey(), reader.elGamal().publicKey());
  }

  private List<PreparedRecord> inTurn(List<Future<List<PreparedRecord>>> proving)
      throws InterruptedException {
    List<List<PreparedRecord>> chains = new ArrayList<>();
    try {
      for (Future<List<PreparedRecord>> chain : proving) {
        chains.add(chain.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("proving failed: " + e.getCause(), e);
    }
    List<PreparedRecord> order = new ArrayList<>(transfers);
    for (int place = 0; place < transfers; place++) {
      order.add(chains.get(place % chains.size()).get(place / chains.size()));
    }
    return order;
  }
}
