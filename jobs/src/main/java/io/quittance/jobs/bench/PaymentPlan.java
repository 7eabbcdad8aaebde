package io.quittance.jobs.bench;

import io.quittance.ledger.asset.Asset;
import io.quittance.ledger.settlement.Credit;
import io.quittance.ledger.settlement.Origin;
import io.quittance.schemas.AccountId;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.wallet.WalletException;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.WalletAccount;
import io.quittance.wallet.keys.WalletKeys;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Makes the commands of a benchmark without a ledger, on all cores: every account gets money from
 * the issuer; payers open theirs and spend what was issued, each transfer to another account.
 *
 * <p>The order of credits from several payers is the log's, and so cannot be known ahead: nobody
 * spends what a transfer brought in.
 */
final class PaymentPlan {
  private static final long ISSUED = 1L << 40;
  private static final long MAX_PAYMENT = 1L << 20;
  private static final int LO_BITS = 16;

  private final String network;
  private final Asset asset;
  private final Issuer issuer;
  private final SecureRandom random = new SecureRandom();

  PaymentPlan(String network, Asset asset, Issuer issuer) {
    this.network = network;
    this.asset = asset;
    this.issuer = issuer;
  }

  /** Whoever has an account, and the commands that begin it. */
  private record Holder(WalletKeys keys, List<PreparedRecord> beginning) {}

  /**
   * Makes the commands.
   *
   * @param accounts how many accounts there are
   * @param transfers how many transfers; with fewer accounts than that, accounts pay in turn
   * @param step told after each account and each transfer, by any thread
   */
  SettleWorkload make(int accounts, int transfers, Runnable step) throws InterruptedException {
    int payers = Math.min(accounts, transfers);
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Holder>> opening = new ArrayList<>();
      List<WalletAccount> wallets = new ArrayList<>();
      for (int i = 0; i < accounts; i++) {
        WalletKeys keys = WalletKeys.generate("account-" + i, network, asset.code(), random);
        WalletAccount wallet = i < payers ? WalletAccount.unopened(keys, asset, random) : null;
        if (wallet != null) {
          wallets.add(wallet);
        }
        opening.add(
            pool.submit(
                () -> {
                  Holder holder = new Holder(keys, begin(keys, wallet));
                  step.run();
                  return holder;
                }));
      }
      List<Holder> holders = all(opening);
      List<Future<List<PreparedRecord>>> paying = new ArrayList<>();
      for (int payer = 0; payer < payers; payer++) {
        int own = payer;
        paying.add(pool.submit(() -> pay(own, wallets.get(own), holders, transfers, step)));
      }
      return new SettleWorkload(
          holders.stream().flatMap(holder -> holder.beginning.stream()).toList(),
          inTurn(all(paying), transfers));
    } finally {
      pool.shutdownNow();
    }
  }

  private List<PreparedRecord> begin(WalletKeys keys, WalletAccount wallet) throws WalletException {
    List<PreparedRecord> commands = new ArrayList<>();
    commands.add(PreparedRecord.of(issuer.issue(PaymentAddress.of(keys), ISSUED, "benchmark", 1)));
    if (wallet != null) {
      PreparedCommand open = wallet.open();
      wallet.accepted(open);
      wallet.observe(issued(keys));
      commands.add(PreparedRecord.of(open));
    }
    return commands;
  }

  /** The credit that the issue will be: its randomness is public and 1. */
  private Credit issued(WalletKeys keys) {
    ElGamalPublicKey key = keys.elGamal().publicKey();
    PedersenOpening fixed = PedersenOpening.of(Scalar.ONE);
    AccountId account = keys.accountId(asset.id());
    return new Credit(
        account,
        asset.id(),
        Origin.issuerOf(asset.id()),
        1,
        key.encrypt(ISSUED & ((1L << LO_BITS) - 1), fixed),
        key.encrypt(ISSUED >>> LO_BITS, fixed));
  }

  private List<PreparedRecord> pay(
      int own, WalletAccount wallet, List<Holder> holders, int transfers, Runnable step)
      throws WalletException {
    int payers = Math.min(holders.size(), transfers);
    List<PreparedRecord> chain = new ArrayList<>();
    for (int place = own; place < transfers; place += payers) {
      int other = (own + 1 + random.nextInt(holders.size() - 1)) % holders.size();
      long amount = 1 + (random.nextLong() & (MAX_PAYMENT - 1));
      PreparedCommand command =
          wallet.transfer(PaymentAddress.of(holders.get(other).keys), amount, "");
      wallet.accepted(command);
      chain.add(PreparedRecord.of(command));
      step.run();
    }
    return chain;
  }

  private static List<PreparedRecord> inTurn(List<List<PreparedRecord>> chains, int transfers) {
    List<PreparedRecord> order = new ArrayList<>(transfers);
    for (int place = 0; place < transfers; place++) {
      order.add(chains.get(place % chains.size()).get(place / chains.size()));
    }
    return order;
  }

  private static <T> List<T> all(List<Future<T>> futures) throws InterruptedException {
    List<T> results = new ArrayList<>(futures.size());
    try {
      for (Future<T> future : futures) {
        results.add(future.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("preparing failed: " + e.getCause(), e);
    }
    return results;
  }
}
