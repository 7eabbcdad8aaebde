package io.quittance.wallet.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.account.AccountRecords;
import io.quittance.network.WalletException;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import io.quittance.verifier.encryption.BalanceNote;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountRestoreTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long LARGE = 1L << 33;

  private final TestNetwork network = new TestNetwork(true);
  private final WalletAccount alice = network.wallet("alice");
  private Issuer issuer;

  @BeforeEach
  void issue_andOpen() throws WalletException {
    issuer = Issuer.of(TestNetwork.NAME, network.asset, network.issuerKeys.signingKey());
    accept(alice.open());
  }

  @Test
  void account_nobodyKnows_isUnopened() throws WalletException {
    WalletAccount carol = network.wallet("carol");
    WalletAccount restored =
        AccountRestore.of(carol.keys(), network.asset, Optional.empty(), List.of(), RANDOM);
    assertEquals(AccountView.UNOPENED, restored.view());
    assertEquals(0, restored.incoming());
  }

  @Test
  void balance_withAWrongNote_isDecryptedByDiscreteLogarithm() throws WalletException {
    receive(1_234_567);
    accept(alice.applyCredits(1));
    Balance balance = balance();
    balance.setDecryptableAvailable(
        new Fixed36(BalanceNote.encrypt(alice.keys().note(), 99, RANDOM)));
    assertEquals(1_234_567, restore(Optional.of(balance)).view().amount());
    balance.setDecryptableAvailable(new Fixed36(new byte[36]));
    assertEquals(1_234_567, restore(Optional.of(balance)).view().amount());
  }

  @Test
  void balance_tooLargeForALogarithm_needsItsNote() throws WalletException {
    receive(LARGE);
    accept(alice.applyCredits(1));
    Balance balance = balance();
    assertEquals(LARGE, restore(Optional.of(balance)).view().amount());
    balance.setDecryptableAvailable(new Fixed36(new byte[36]));
    WalletException e = assertThrows(WalletException.class, () -> restore(Optional.of(balance)));
    assertTrue(e.getMessage().contains("cannot be decrypted"), e.getMessage());
  }

  @Test
  void balance_olderThanTheEvents_isCarriedForward() throws WalletException {
    assertEquals(AccountStatus.OPEN, restore(Optional.empty()).view().status());
    Balance opened = balance();
    receive(700);
    accept(alice.applyCredits(1));
    accept(alice.redeem(300, ""));
    WalletAccount restored = restore(Optional.of(opened));
    assertEquals(alice.view().sequence(), restored.view().sequence());
    assertEquals(400, restored.view().amount());
    assertEquals(alice.view().available().amount(), restored.view().available().amount());
    accept(alice.redeem(400, ""));
    accept(alice.close(1));
    assertEquals(AccountStatus.CLOSED, restore(Optional.of(opened)).view().status());
    assertEquals(AccountStatus.CLOSED, restore(Optional.empty()).view().status());
  }

  @Test
  void freezing_newerThanTheBalance_isSeenAndOlderIsNot() throws WalletException {
    ComplianceOfficer officer =
        ComplianceOfficer.of(TestNetwork.NAME, network.asset, network.officerKeys.signingKey());
    Balance before = balance();
    assertEquals("ACCEPTED", network.submit(officer.freeze(alice.address(), "court", 1)));
    assertEquals(AccountStatus.FROZEN, restore(Optional.of(before)).view().status());
    assertEquals(AccountStatus.FROZEN, restore(Optional.of(balance())).view().status());
    assertEquals("ACCEPTED", network.submit(officer.unfreeze(alice.address(), "over", 2)));
    assertEquals(AccountStatus.OPEN, restore(Optional.of(before)).view().status());
    assertEquals(AccountStatus.OPEN, restore(Optional.of(balance())).view().status());
    accept(alice.close(0));
    assertEquals(AccountStatus.CLOSED, restore(Optional.of(balance())).view().status());
    assertEquals(AccountStatus.CLOSED, restore(Optional.of(before)).view().status());
  }

  @Test
  void log_thatLacksAppliedCredits_isRefused() throws WalletException {
    receive(5);
    accept(alice.applyCredits(1));
    Optional<Balance> balance = Optional.of(balance());
    WalletException e =
        assertThrows(
            WalletException.class,
            () -> AccountRestore.of(alice.keys(), network.asset, balance, List.of(), RANDOM));
    assertTrue(e.getMessage().contains("lacks credits"), e.getMessage());
  }

  @Test
  void balance_ofAnotherWallet_isNotDecrypted() throws WalletException {
    receive(LARGE);
    accept(alice.applyCredits(1));
    WalletAccount mallory = network.wallet("mallory");
    Optional<Balance> balance = Optional.of(balance());
    assertThrows(
        WalletException.class,
        () -> AccountRestore.of(mallory.keys(), network.asset, balance, List.of(), RANDOM));
  }

  @Test
  void balance_thatIsNoCiphertext_isRefused() {
    Balance balance = balance();
    byte[] noPoint = new byte[64];
    noPoint[0] = 1;
    balance.setAvailable(new Fixed64(noPoint));
    WalletException e = assertThrows(WalletException.class, () -> restore(Optional.of(balance)));
    assertTrue(e.getMessage().contains("damaged"), e.getMessage());
  }

  @Test
  void log_withADamagedOrForeignCredit_isRefused() throws WalletException {
    receive(5);
    Settled foreign = network.settlements.get(network.settlements.size() - 1);
    WalletAccount bob = network.wallet("bob");
    Settled damaged = Settled.newBuilder(foreign).build();
    ((Issued) damaged.getEvent()).setElGamalKey(new Fixed32(new byte[32]));
    for (Settled event : List.of(foreign, damaged)) {
      WalletAccount reader = event == foreign ? bob : alice;
      WalletException e =
          assertThrows(
              WalletException.class,
              () ->
                  AccountRestore.of(
                      reader.keys(), network.asset, Optional.empty(), List.of(event), RANDOM));
      assertTrue(e.getMessage().contains("damaged"), e.getMessage());
    }
  }

  private Balance balance() {
    return AccountRecords.toBalance(network.account(alice.id()).orElseThrow());
  }

  private WalletAccount restore(Optional<Balance> balance) throws WalletException {
    return AccountRestore.of(
        alice.keys(), network.asset, balance, network.settledUnder(alice.id()), RANDOM);
  }

  private void receive(long amount) throws WalletException {
    assertEquals("ACCEPTED", network.submit(issuer.issue(alice.address(), amount, "", 1)));
    network.deliverCredits();
    alice.observe(
        io.quittance.ledger.settlement.Credit.of(
                network.settlements.get(network.settlements.size() - 1))
            .orElseThrow());
  }

  private void accept(PreparedCommand command) {
    assertEquals("ACCEPTED", network.submit(command));
    alice.accepted(command);
  }
}
