package io.quittance.wallet.account;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.account.Account;
import io.quittance.ledger.account.Available;
import io.quittance.ledger.account.SealedAmount;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.Limits;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.settlement.Settled;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.BalanceNote;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalletAccountTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TestNetwork network = new TestNetwork(true);
  private final WalletAccount alice = network.wallet("alice");
  private final WalletAccount bob = network.wallet("bob");
  private Issuer issuer;
  private int observed;

  @BeforeEach
  void issue_andOpen() throws QuittanceException {
    issuer = network.issuer();
    submit(alice, alice.open());
    submit(bob, bob.open());
    assertEquals("ACCEPTED", network.submit(issuer.issue(alice.address(), 10_000, "pay", 1)));
    deliver();
  }

  @Test
  void mirror_afterEveryKindOfCommand_equalsTheLedger() throws QuittanceException {
    assertEquals(10_000, alice.incoming());
    submit(alice, alice.applyCredits(1));
    assertEquals(0, alice.incoming());
    submit(alice, alice.transfer(bob.address(), 70_000 - 69_000, "lunch"));
    assertEquals(9_000, alice.view().amount());
    deliver();
    submit(bob, bob.transfer(alice.address(), 400, "change"));
    submit(bob, bob.transfer(bob.address(), 100, "to myself"));
    deliver();
    submit(bob, bob.redeem(600, "iban"));
    submit(alice, alice.redeem(9_400, ""));
    assertEquals(0, alice.view().amount());
    submit(alice, alice.close(alice.creditsReceived()));
    assertEquals(AccountStatus.CLOSED, alice.view().status());
    submit(alice, alice.open());
    submit(bob, bob.close(bob.creditsReceived()));
  }

  @Test
  void commands_endADayAfterTheyWereSigned() throws Exception {
    Instant now = Instant.parse("2030-01-02T03:04:05Z");
    InstantSource clock = InstantSource.fixed(now);
    WalletAccount account =
        WalletAccount.at(alice.view(), alice.keys(), network.asset, RANDOM, clock);
    Issuer issuing =
        Issuer.of(network.identity(), network.asset, network.issuerKeys.signingKey(), clock);
    ComplianceOfficer officer =
        ComplianceOfficer.of(
            network.identity(), network.asset, network.officerKeys.signingKey(), clock);
    for (Duration validity : List.of(Duration.ofHours(24), Duration.ofDays(400))) {
      for (PreparedCommand command :
          List.of(
              account.applyCredits(0),
              issuing.issue(alice.address(), 1, "", 1),
              officer.freeze(alice.address(), "", 1))) {
        assertEquals(
            now.plus(validity).toEpochMilli(),
            SingleObject.decode(SignedCommand.class, command.value()).getNotAfterMillis(),
            command.type());
      }
      // Unless somebody says otherwise.
      account.endAfter(Duration.ofDays(400));
      issuing.endAfter(Duration.ofDays(400));
      officer.endAfter(Duration.ofDays(400));
    }
  }

  @Test
  void commands_preparedInARowBeforeTheFirstIsSent_areAllAccepted() throws QuittanceException {
    PreparedCommand first = alice.transfer(bob.address(), 1, "1");
    alice.accepted(first);
    PreparedCommand second = alice.transfer(bob.address(), 9_999, "2");
    alice.accepted(second);
    PreparedCommand third = alice.applyCredits(1);
    alice.accepted(third);
    for (PreparedCommand command : List.of(first, second, third)) {
      assertEquals("ACCEPTED", network.submit(command));
    }
    assertEquals("REPEATED", network.submit(third));
    assertMirrors(alice);
  }

  /** What is accepted of the payer is not the payee's yet: his entry is on its way. */
  @Test
  void transfer_thatCountsOnACreditNotCounted_isRejectedAndTakenOnceItIs()
      throws QuittanceException {
    submit(alice, alice.transfer(bob.address(), 500, ""));
    Settled event = network.settlements.get(network.settlements.size() - 1);
    assertTrue(bob.observe(Credit.of(event).orElseThrow()));
    PreparedCommand pay = bob.transfer(alice.address(), 500, "");
    String outcome = network.submit(pay);
    assertTrue(outcome.startsWith("FUTURE_CREDITS"), outcome);
    assertMirrors(bob);
    network.deliverCredits();
    submit(bob, pay);
    assertEquals(pay.id().fixed(), network.receipt().getCommandId());
  }

  /** An issue stands in the payee's own partition: it is counted at its place. */
  @Test
  void issue_acceptedJustNow_isSpentByTheNextCommand() throws QuittanceException {
    assertEquals("ACCEPTED", network.submit(issuer.issue(bob.address(), 500, "", 1)));
    bob.observe(network.lastCredit(bob.id()));
    submit(bob, bob.transfer(alice.address(), 500, ""));
  }

  @Test
  void credit_thatStandsTwiceInTheLog_countsOnce() throws QuittanceException {
    assertFalse(alice.observe(network.lastCredit(alice.id())));
    assertEquals(1, alice.creditsReceived());
    assertEquals(10_000, alice.incoming());
  }

  @Test
  void credit_ofAnotherAccount_isRefused() {
    Credit credit = network.lastCredit(alice.id());
    assertThrows(IllegalArgumentException.class, () -> bob.observe(credit));
  }

  @Test
  void debit_ofMoreThanThereIs_isRefusedWithBothAmounts() throws QuittanceException {
    InsufficientFundsException e =
        assertThrows(
            InsufficientFundsException.class, () -> alice.transfer(bob.address(), 10_001, ""));
    assertEquals(
        "There is not enough money: 100.01 EUR wanted, 100.00 EUR available.", e.getMessage());
    assertEquals(10_000, e.available());
    assertEquals(10_001, e.wanted());
    assertThrows(InsufficientFundsException.class, () -> alice.redeem(10_001, ""));
    assertThrows(InsufficientFundsException.class, () -> alice.transfer(bob.address(), 1, "", 0));
    submit(alice, alice.transfer(bob.address(), 10_000, ""));
  }

  @Test
  void amounts_atTheirLimits_areTakenAndOnePastRefused() throws QuittanceException {
    long most = Limits.MAX_TRANSFER_AMOUNT;
    assertEquals("ACCEPTED", network.submit(issuer.issue(alice.address(), most, "", 2)));
    deliver();
    submit(alice, alice.transfer(bob.address(), most, ""));
    deliver();
    assertEquals(most, bob.incoming());
    assertUsage(() -> alice.transfer(bob.address(), most + 1, ""));
    assertUsage(() -> alice.transfer(bob.address(), 0, ""));
    assertUsage(() -> alice.redeem(0, ""));
    assertUsage(() -> alice.redeem(-1, ""));
    assertUsage(() -> issuer.issue(alice.address(), most + 1, "", 3));
    assertUsage(() -> issuer.issue(alice.address(), 0, "", 3));
    assertThrows(IllegalArgumentException.class, () -> issuer.issue(alice.address(), 1, "", 0));
  }

  @Test
  void texts_atTheirLimits_areTakenAndOnePastRefused() throws QuittanceException {
    String longest = "\u00e9".repeat(Limits.MAX_MEMO_BYTES / 2);
    submit(alice, alice.transfer(bob.address(), 1, longest));
    assertUsage(() -> alice.transfer(bob.address(), 1, longest + "x"));
    submit(alice, alice.redeem(1, longest));
    assertUsage(() -> alice.redeem(1, longest + "x"));
    assertEquals("ACCEPTED", network.submit(issuer.issue(bob.address(), 1, longest, 1)));
    assertUsage(() -> issuer.issue(bob.address(), 1, longest + "x", 2));
  }

  /** A network of the same name. */
  private static NetworkIdentity another() {
    return new TestNetwork(true).identity();
  }

  @Test
  void address_ofAnotherNetworkOrAsset_isRefused() {
    PaymentAddress there = bob.address();
    assertUsage(
        () ->
            alice.transfer(
                new PaymentAddress(another(), "EUR", there.owner(), there.elGamalKey()), 1, ""));
    assertUsage(
        () ->
            alice.transfer(
                new PaymentAddress(network.identity(), "USD", there.owner(), there.elGamalKey()),
                1,
                ""));
  }

  @Test
  void authority_paidToAnotherNetwork_isRefused() throws QuittanceException {
    PaymentAddress there = bob.address();
    PaymentAddress main = new PaymentAddress(another(), "EUR", there.owner(), there.elGamalKey());
    ComplianceOfficer officer =
        ComplianceOfficer.of(network.identity(), network.asset, network.officerKeys.signingKey());
    assertUsage(() -> issuer.issue(main, 1, "", 1));
    assertUsage(() -> officer.freeze(main, "", 1));
    assertUsage(() -> officer.unfreeze(main, "", 1));
    String longest = "x".repeat(Limits.MAX_REASON_BYTES);
    assertUsage(() -> officer.freeze(there, longest + "x", 1));
    assertUsage(() -> officer.unfreeze(there, longest + "x", 1));
    assertEquals("ACCEPTED", network.submit(officer.freeze(there, longest, 1)));
  }

  @Test
  void balance_thatWouldPass64Bits_isRefusedAndAtTheLimitTaken() throws QuittanceException {
    Credit credit = network.lastCredit(alice.id());
    for (long room : new long[] {10_000, 9_999}) {
      AccountView view = alice.view();
      AccountView rich =
          new AccountView(view.status(), view.sequence(), 0, view.available(), -1 - room);
      WalletAccount wallet = WalletAccount.at(rich, alice.keys(), network.asset, RANDOM);
      wallet.observe(credit);
      if (room == 10_000) {
        wallet.accepted(wallet.applyCredits(1));
        assertEquals(-1, wallet.view().amount());
      } else {
        QuittanceException e = assertThrows(QuittanceException.class, () -> wallet.applyCredits(1));
        assertTrue(e.getMessage().contains("64 bits"), e.getMessage());
      }
    }
  }

  @Test
  void credit_encryptedForAnother_isNotCounted() {
    Credit ours = network.lastCredit(alice.id());
    Credit garbled =
        new Credit(
            ours.payee(),
            ours.asset(),
            ours.origin(),
            2,
            1,
            ours.hi().add(ours.lo()),
            bob.keys().elGamal().publicKey().encrypt(1, RANDOM));
    assertThrows(QuittanceException.class, () -> alice.observe(garbled));
    assertEquals(1, alice.creditsReceived());
  }

  @Test
  void command_ofAnAccountThatIsNotOpen_isRefused() throws QuittanceException {
    WalletAccount carol = network.wallet("carol");
    assertThrows(QuittanceException.class, () -> carol.transfer(bob.address(), 1, ""));
    assertThrows(QuittanceException.class, () -> carol.applyCredits(0));
    assertThrows(QuittanceException.class, () -> carol.close(0));
    assertThrows(QuittanceException.class, () -> carol.redeem(1, ""));
    assertThrows(QuittanceException.class, alice::open);
    assertThrows(QuittanceException.class, () -> alice.close(1));
  }

  @Test
  void credits_appliedOutsideWhatIsKnown_areRefused() throws QuittanceException {
    submit(alice, alice.applyCredits(1));
    assertThrows(IllegalArgumentException.class, () -> alice.applyCredits(0));
    assertThrows(IllegalArgumentException.class, () -> alice.applyCredits(2));
  }

  @Test
  void command_thatIsNotTheNextOne_doesNotAdvanceTheMirror() throws QuittanceException {
    PreparedCommand pay = alice.transfer(bob.address(), 1, "");
    assertThrows(IllegalArgumentException.class, () -> bob.accepted(pay));
    alice.accepted(pay);
    assertThrows(IllegalArgumentException.class, () -> alice.accepted(pay));
    PreparedCommand issue = issuer.issue(alice.address(), 1, "", 2);
    assertThrows(IllegalArgumentException.class, () -> alice.accepted(issue));
  }

  @Test
  void command_aboutAnInventedBalance_isRejectedByTheLedger() throws QuittanceException {
    submit(alice, alice.applyCredits(1));
    AccountView view = alice.view();
    Available invented =
        new Available(
            SealedAmount.of(view.available().amount().ciphertext().addAmount(5)),
            view.available().zerosAdded());
    AccountView richer =
        new AccountView(
            view.status(), view.sequence(), view.creditsApplied(), invented, view.amount() + 5);
    WalletAccount forged = WalletAccount.at(richer, alice.keys(), network.asset, RANDOM);
    assertTrue(forged.observe(network.lastCredit(alice.id())));
    String outcome = network.submit(forged.transfer(bob.address(), 10_005, ""));
    assertTrue(outcome.startsWith("BALANCE_MISMATCH"), outcome);
  }

  @Test
  void frozenAccount_asItsOwnerKnowsIt_appliesButDoesNotPay() throws QuittanceException {
    ComplianceOfficer officer =
        ComplianceOfficer.of(network.identity(), network.asset, network.officerKeys.signingKey());
    assertEquals("ACCEPTED", network.submit(officer.freeze(alice.address(), "court", 1)));
    PreparedCommand pay = alice.transfer(bob.address(), 1, "");
    assertTrue(network.submit(pay).startsWith("FROZEN"));
    WalletAccount frozen =
        WalletAccount.at(
            alice.view().withStatus(AccountStatus.FROZEN), alice.keys(), network.asset, RANDOM);
    frozen.observe(network.lastCredit(alice.id()));
    assertThrows(QuittanceException.class, () -> frozen.transfer(bob.address(), 1, ""));
    PreparedCommand apply = frozen.applyCredits(1);
    assertEquals("ACCEPTED", network.submit(apply));
    frozen.accepted(apply);
    assertEquals(AccountStatus.FROZEN, frozen.view().status());
    assertMirrors(frozen);
    assertEquals("ACCEPTED", network.submit(officer.unfreeze(alice.address(), "over", 2)));
    assertThrows(IllegalArgumentException.class, () -> officer.freeze(alice.address(), "", 0));
  }

  @Test
  void authority_withKeysOfAnother_isRefused() {
    assertThrows(
        QuittanceException.class,
        () -> Issuer.of(network.identity(), network.asset, network.officerKeys.signingKey()));
    assertThrows(
        QuittanceException.class,
        () ->
            ComplianceOfficer.of(
                network.identity(), network.asset, network.issuerKeys.signingKey()));
  }

  @Test
  void account_printed_doesNotTellTheBalance() {
    assertFalse((alice + " " + alice.view()).contains("10000"), alice.toString());
  }

  private void submit(WalletAccount account, PreparedCommand command) {
    network.accept(account, command);
    assertMirrors(account);
  }

  private void deliver() throws QuittanceException {
    network.deliverCredits();
    for (; observed < network.credits.size(); observed++) {
      Entry entry = network.credits.get(observed).entry();
      for (WalletAccount account : List.of(alice, bob)) {
        if (entry.payee().equals(account.id())) {
          account.observe(credit(entry));
        }
      }
    }
    assertMirrors(alice);
    assertMirrors(bob);
  }

  private static Credit credit(Entry entry) {
    try {
      return Credit.of(entry);
    } catch (InvalidProofException e) {
      throw new AssertionError(e);
    }
  }

  private void assertMirrors(WalletAccount mirror) {
    Account account = network.account(mirror.id()).orElseThrow();
    AccountView view = mirror.view();
    assertArrayEquals(account.available().amount().toBytes(), view.available().amount().toBytes());
    assertEquals(account.available().zerosAdded(), view.available().zerosAdded());
    assertEquals(account.numbers().nextSequence(), view.sequence());
    assertEquals(account.credits().appliedCount(), view.creditsApplied());
    assertEquals(account.status(), view.status());
    OptionalLong note = BalanceNote.decrypt(mirror.keys().note(), account.note().toBytes());
    if (note.isPresent()) {
      assertEquals(view.amount(), note.getAsLong());
    }
    assertTrue(
        mirror
            .keys()
            .elGamal()
            .secretKey()
            .decryptToPoint(view.available().amount().ciphertext().subtractAmount(view.amount()))
            .isIdentity());
  }

  private interface Attempt {
    void run() throws QuittanceException;
  }

  private static void assertUsage(Attempt attempt) {
    assertEquals(2, assertThrows(QuittanceException.class, attempt::run).exitStatus());
  }
}
