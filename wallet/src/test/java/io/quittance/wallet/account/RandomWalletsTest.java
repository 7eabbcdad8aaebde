package io.quittance.wallet.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.settlement.Settled;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random wallets on the ledger itself: after every step each mirror equals its account. */
class RandomWalletsTest {
  private static final int WALLETS = 3;
  private static final int STEPS = 60;

  private final List<WalletAccount> wallets = new ArrayList<>();
  private final Map<AccountId, Long> book = new HashMap<>();
  private final Map<AccountId, Long> issued = new HashMap<>();
  private TestNetwork network;
  private Issuer issuer;
  private RandomGenerator random;
  private long seed;
  private int observed;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void mirrors_drivenAtRandom_equalTheLedgerAfterEveryStep(boolean audited) throws Exception {
    seed = System.nanoTime();
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    network = new TestNetwork(audited);
    issuer = network.issuer();
    for (int i = 0; i < WALLETS; i++) {
      WalletAccount wallet = network.wallet("wallet " + i);
      wallets.add(wallet);
      book.put(wallet.id(), 0L);
      submit(wallet, wallet.open());
    }
    for (int step = 0; step < STEPS; step++) {
      step(pick());
      observe();
      for (WalletAccount wallet : wallets) {
        assertMirrors(wallet, step);
      }
    }
    for (WalletAccount wallet : wallets) {
      assertRestores(wallet);
    }
  }

  private void step(WalletAccount wallet) throws QuittanceException {
    switch (random.nextInt(8)) {
      case 0, 1 -> issue(wallet);
      case 2, 3 -> pay(wallet);
      case 4 -> submit(wallet, wallet.applyCredits(someCredits(wallet)));
      case 5 -> redeem(wallet);
      case 6 -> closeAndOpenAgain(wallet);
      default -> network.deliverCredits();
    }
  }

  private void issue(WalletAccount wallet) throws QuittanceException {
    long number = issued.merge(wallet.id(), 1L, Long::sum);
    long amount = 1 + (random.nextLong() >>> 16 >>> random.nextInt(47));
    amount = Math.min(amount, (1L << 40) - 1);
    PreparedCommand command = issuer.issue(wallet.address(), amount, "", number);
    assertEquals("ACCEPTED", network.submit(command), this::context);
    book.merge(wallet.id(), amount, Long::sum);
  }

  private void pay(WalletAccount wallet) throws QuittanceException {
    long spendable = wallet.view().amount() + wallet.incoming();
    if (spendable == 0) {
      return;
    }
    long amount = 1 + random.nextLong(random.nextBoolean() ? spendable : Math.min(5, spendable));
    WalletAccount payee = pick();
    submit(wallet, wallet.transfer(payee.address(), amount, ""));
    book.merge(wallet.id(), -amount, Long::sum);
    book.merge(payee.id(), amount, Long::sum);
  }

  private void redeem(WalletAccount wallet) throws QuittanceException {
    if (wallet.view().amount() > 0) {
      long amount = 1 + random.nextLong(wallet.view().amount());
      submit(wallet, wallet.redeem(amount, "", someCredits(wallet)));
      book.merge(wallet.id(), -amount, Long::sum);
    }
  }

  private void closeAndOpenAgain(WalletAccount wallet) throws QuittanceException {
    if (wallet.view().amount() > 0) {
      submit(wallet, wallet.redeem(wallet.view().amount(), "", wallet.view().creditsApplied()));
      book.merge(wallet.id(), -redeemed(), Long::sum);
    }
    submit(wallet, wallet.close(wallet.view().creditsApplied()));
    assertMirrors(wallet, -1);
    submit(wallet, wallet.open());
  }

  private long redeemed() {
    Settled last = network.settlements.get(network.settlements.size() - 1);
    return ((io.quittance.schemas.settlement.Redeemed) last.getEvent()).getAmount();
  }

  /** Tells each wallet of the credits that were counted since. */
  private void observe() throws Exception {
    for (; observed < network.credits.size(); observed++) {
      Credit credit = Credit.of(network.credits.get(observed).entry());
      for (WalletAccount wallet : wallets) {
        if (credit.payee().equals(wallet.id())) {
          wallet.observe(credit);
        }
      }
    }
  }

  private void submit(WalletAccount wallet, PreparedCommand command) {
    assertEquals("ACCEPTED", network.submit(command), this::context);
    wallet.accepted(command);
  }

  private long someCredits(WalletAccount wallet) {
    long applied = wallet.view().creditsApplied();
    return applied + random.nextLong(wallet.creditsReceived() - applied + 1);
  }

  private WalletAccount pick() {
    return wallets.get(random.nextInt(wallets.size()));
  }

  private void assertMirrors(WalletAccount wallet, int step) throws QuittanceException {
    Account account = network.account(wallet.id()).orElseThrow();
    AccountView view = wallet.view();
    assertArrayEquals(
        account.available().amount().toBytes(),
        view.available().amount().toBytes(),
        () -> context() + " step " + step);
    assertEquals(account.available().zerosAdded(), view.available().zerosAdded(), this::context);
    assertEquals(account.numbers().nextSequence(), view.sequence(), this::context);
    assertEquals(account.credits().appliedCount(), view.creditsApplied(), this::context);
    assertEquals(account.credits().receivedCount(), wallet.creditsReceived(), this::context);
    assertEquals(account.status(), view.status(), this::context);
  }

  private void assertRestores(WalletAccount wallet) throws Exception {
    network.deliverCredits();
    observe();
    WalletAccount restored =
        AccountRestore.all(
                wallet.keys(),
                network.asset,
                network.account(wallet.id()).map(AccountRecords::toBalance),
                network.published(wallet.id()),
                () -> network.history(wallet.id()),
                new SecureRandom())
            .account();
    assertEquals(wallet.view(), restored.view(), this::context);
    assertEquals(AccountStatus.OPEN, restored.view().status(), this::context);
    assertEquals(
        book.get(wallet.id()),
        restored.view().amount() + restored.incoming(),
        () -> context() + " " + wallet.keys().label());
  }

  private String context() {
    return "seed " + seed;
  }
}
