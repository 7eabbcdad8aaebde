package io.quittance.wallet.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.network.NetworkIdentity;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.settlement.Balance;
import io.quittance.wallet.keys.KeyDerivation;
import io.quittance.wallet.keys.WalletKeys;
import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountRestoreTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AccountLog NOTHING = new AccountLog(List.of(), List.of());
  private static final long LARGE = 1L << 33;
  private static final int MAC_BYTES = 32;

  private final TestNetwork network = new TestNetwork(true);
  private final WalletAccount alice = network.wallet("alice");
  private Issuer issuer;

  @BeforeEach
  void issue_andOpen() throws QuittanceException {
    issuer = network.issuer();
    network.accept(alice, alice.open());
  }

  @Test
  void account_nobodyKnows_isUnopened() throws QuittanceException {
    WalletAccount carol = network.wallet("carol");
    WalletAccount restored =
        AccountRestore.of(carol.keys(), network.asset, Optional.empty(), NOTHING, RANDOM);
    assertEquals(AccountView.UNOPENED, restored.view());
    assertEquals(0, restored.incoming());
  }

  @Test
  void balance_olderThanTheEvents_isCarriedForward() throws QuittanceException {
    assertEquals(AccountStatus.OPEN, restore(Optional.empty()).view().status());
    Balance opened = balance();
    receive(700);
    network.accept(alice, alice.applyCredits(1));
    network.accept(alice, alice.redeem(300, ""));
    WalletAccount restored = restore(Optional.of(opened));
    assertEquals(alice.view().sequence(), restored.view().sequence());
    assertEquals(400, restored.view().amount());
    assertEquals(alice.view().available().amount(), restored.view().available().amount());
    network.accept(alice, alice.redeem(400, ""));
    network.accept(alice, alice.close(1));
    assertEquals(AccountStatus.CLOSED, restore(Optional.of(opened)).view().status());
    assertEquals(AccountStatus.CLOSED, restore(Optional.empty()).view().status());
  }

  @Test
  void freezing_newerThanTheBalance_isSeenAndOlderIsNot() throws QuittanceException {
    ComplianceOfficer officer =
        ComplianceOfficer.of(network.identity(), network.asset, network.officerKeys.signingKey());
    Balance before = balance();
    assertEquals("ACCEPTED", network.submit(officer.freeze(alice.address(), "court", 1)));
    assertEquals(AccountStatus.FROZEN, restore(Optional.of(before)).view().status());
    assertEquals(AccountStatus.FROZEN, restore(Optional.of(balance())).view().status());
    assertEquals("ACCEPTED", network.submit(officer.unfreeze(alice.address(), "over", 2)));
    assertEquals(AccountStatus.OPEN, restore(Optional.of(before)).view().status());
    assertEquals(AccountStatus.OPEN, restore(Optional.of(balance())).view().status());
    network.accept(alice, alice.close(0));
    assertEquals(AccountStatus.CLOSED, restore(Optional.of(balance())).view().status());
    assertEquals(AccountStatus.CLOSED, restore(Optional.of(before)).view().status());
  }

  /**
   * A payment to another is not seen here, so a balance may be new that is older than the order.
   */
  @Test
  void freezing_rememberedAndNewerThanABalanceThatIsAhead_staysInForce() throws Exception {
    WalletAccount bob = network.wallet("bob");
    assertEquals("ACCEPTED", network.submit(bob.open()));
    receive(700);
    network.accept(alice, alice.applyCredits(1));
    Balance applied = balance();
    network.accept(alice, alice.transfer(bob.address(), 300, ""));
    Optional<Balance> paid = Optional.of(balance());
    ComplianceOfficer officer =
        ComplianceOfficer.of(network.identity(), network.asset, network.officerKeys.signingKey());
    assertEquals("ACCEPTED", network.submit(officer.freeze(alice.address(), "court", 4)));

    RestoredAccount frozen = restoreAll(Optional.of(applied));
    assertEquals(AccountStatus.FROZEN, frozen.account().view().status());
    assertEquals(4, frozen.orderNumber());
    RestoredAccount later =
        AccountRestore.of(alice.keys(), network.asset, remembered(frozen), paid, NOTHING, RANDOM)
            .orElseThrow();
    assertEquals(400, later.account().view().amount());
    assertEquals(AccountStatus.FROZEN, later.account().view().status());
    assertEquals(4, later.orderNumber());
    assertEquals(4, restoreAll(Optional.of(balance())).orderNumber());
  }

  @Test
  void balance_ofAnotherWallet_isNotDecrypted() throws QuittanceException {
    receive(LARGE);
    network.accept(alice, alice.applyCredits(1));
    WalletAccount mallory = network.wallet("mallory");
    Optional<Balance> balance = Optional.of(balance());
    assertThrows(
        QuittanceException.class,
        () -> AccountRestore.of(mallory.keys(), network.asset, balance, NOTHING, RANDOM));
  }

  @Test
  void balance_thatIsNoCiphertext_isRefused() {
    Balance balance = balance();
    byte[] noPoint = new byte[64];
    noPoint[0] = 1;
    balance.setAvailable(new Fixed64(noPoint));
    QuittanceException e =
        assertThrows(QuittanceException.class, () -> restore(Optional.of(balance)));
    assertTrue(e.getMessage().contains("damaged"), e.getMessage());
  }

  /** What was decrypted once is not decrypted again, however much it was. */
  @Test
  void restore_withAMemory_decryptsOnlyWhatIsNew() throws Exception {
    for (int number = 1; number <= 40; number++) {
      issue(3, number);
    }
    RestoredAccount first = restoreAll(Optional.of(balance()));
    assertTrue(first.decryptions() >= 80, "both halves of each of 40: " + first.decryptions());
    AccountMemory memory = remembered(first);
    AccountLog log = network.published(alice.id());
    RestoredAccount again = resume(memory, log).orElseThrow();
    assertEquals(0, again.decryptions());
    assertEquals(first.account().view(), again.account().view());
    assertEquals(120, again.account().incoming());
    assertEquals(40, again.account().creditsReceived());

    issue(5, 41);
    issue(6, 42);
    RestoredAccount later = resume(memory, log).orElseThrow();
    assertEquals(4, later.decryptions(), "both halves of the two new ones");
    assertEquals(131, later.account().incoming());
    network.accept(alice, alice.applyCredits(42));
    RestoredAccount applied =
        resume(remembered(later), network.published(alice.id())).orElseThrow();
    assertEquals(1, applied.decryptions(), "the new balance, by its note");
    assertEquals(131, applied.account().view().amount());
    assertEquals(0, applied.account().incoming());
    AccountLog whole = network.published(alice.id());
    assertEquals(0, resume(remembered(applied), whole).orElseThrow().decryptions());
  }

  @Test
  void memory_whoseSumWasAppliedInParts_isOfNoUse() throws Exception {
    issue(3, 1);
    issue(4, 2);
    AccountMemory memory = remembered(restoreAll(Optional.of(balance())));
    AccountLog read = network.published(alice.id());
    network.accept(alice, alice.applyCredits(1));
    assertEquals(Optional.empty(), resume(memory, read));
    RestoredAccount all = restoreAll(Optional.of(balance()));
    assertEquals(3, all.account().view().amount());
    assertEquals(4, all.account().incoming());
  }

  @Test
  void memory_changedCutOffOrAnothers_isNotTaken() throws Exception {
    issue(3, 1);
    AccountMemory memory = remembered(restoreAll(Optional.of(balance())));
    byte[] bytes = memory.toBytes(alice.keys(), alice.id());
    assertTrue(AccountMemory.parse(alice.keys(), alice.id(), bytes).isPresent());
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertEquals(Optional.empty(), AccountMemory.parse(alice.keys(), alice.id(), changed));
      byte[] cut = Arrays.copyOf(bytes, at);
      assertEquals(Optional.empty(), AccountMemory.parse(alice.keys(), alice.id(), cut));
    }
    WalletAccount bob = network.wallet("bob");
    assertEquals(Optional.empty(), AccountMemory.parse(bob.keys(), alice.id(), bytes));
    assertEquals(Optional.empty(), AccountMemory.parse(alice.keys(), bob.id(), bytes));
    assertFalse(memory.toString().contains("amount=3"), memory.toString());
  }

  /** Such a memory may hold what somebody made up; its code is right all the same. */
  @Test
  void memory_ofAFormerVersion_isNotTaken() throws Exception {
    byte[] bytes = remembered(restoreAll(Optional.of(balance()))).toBytes(alice.keys(), alice.id());
    int length = bytes.length - MAC_BYTES;
    byte[] key = macKey(alice.keys());
    assertArrayEquals(
        mac(key, Arrays.copyOf(bytes, length)), Arrays.copyOfRange(bytes, length, bytes.length));
    byte today = bytes[0];
    for (byte version = today; version > 0; version--) {
      bytes[0] = version;
      System.arraycopy(mac(key, Arrays.copyOf(bytes, length)), 0, bytes, length, MAC_BYTES);
      assertEquals(
          version == today, AccountMemory.parse(alice.keys(), alice.id(), bytes).isPresent());
    }
  }

  /** Keys that were imported may have accounts of the same id on many networks. */
  @Test
  void memory_ofAnotherNetwork_isNotTaken() throws Exception {
    WalletKeys here = keysOn(network.identity());
    // Another network of the same name.
    WalletKeys there = keysOn(new TestNetwork(false).identity());
    assertEquals(here.accountId(alice.asset().id()), there.accountId(alice.asset().id()));
    AccountMemory memory = restoreAll(Optional.of(balance())).memory(ReadMarks.NONE);
    byte[] bytes = memory.toBytes(here, alice.id());
    assertTrue(AccountMemory.parse(here, alice.id(), bytes).isPresent());
    assertEquals(Optional.empty(), AccountMemory.parse(there, alice.id(), bytes));
  }

  private WalletKeys keysOn(NetworkIdentity one) {
    return WalletKeys.derive("alice", one, "EUR", alice.keys().owner(), KeyDerivation.SOLANA);
  }

  private byte[] macKey(WalletKeys keys) throws Exception {
    ByteArrayOutputStream purpose = new ByteArrayOutputStream();
    purpose.write("quittance/wallet-memory/v2".getBytes(UTF_8));
    purpose.write(network.id().toBytes());
    return mac(keys.note().toBytes(), purpose.toByteArray());
  }

  private static byte[] mac(byte[] key, byte[] message) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }

  /** As it is after it was kept in a file and read from it. */
  private AccountMemory remembered(RestoredAccount restored) {
    byte[] bytes = restored.memory(ReadMarks.NONE).toBytes(alice.keys(), alice.id());
    return AccountMemory.parse(alice.keys(), alice.id(), bytes).orElseThrow();
  }

  /** Goes on with what was published behind a log. */
  private Optional<RestoredAccount> resume(AccountMemory memory, AccountLog read)
      throws QuittanceException {
    AccountLog now = network.published(alice.id());
    AccountLog since =
        new AccountLog(
            now.events().subList(read.events().size(), now.events().size()),
            now.credits().subList(read.credits().size(), now.credits().size()));
    return AccountRestore.of(
        alice.keys(), network.asset, memory, Optional.of(balance()), since, RANDOM);
  }

  private void issue(long amount, long number) throws QuittanceException {
    assertEquals("ACCEPTED", network.submit(issuer.issue(alice.address(), amount, "", number)));
    alice.observe(network.lastCredit(alice.id()));
  }

  private Balance balance() {
    return AccountRecords.toBalance(network.account(alice.id()).orElseThrow());
  }

  private WalletAccount restore(Optional<Balance> balance) throws QuittanceException {
    return restoreAll(balance).account();
  }

  private RestoredAccount restoreAll(Optional<Balance> balance) throws QuittanceException {
    return AccountRestore.all(
        alice.keys(),
        network.asset,
        balance,
        network.published(alice.id()),
        () -> network.history(alice.id()),
        RANDOM);
  }

  private void receive(long amount) throws QuittanceException {
    assertEquals("ACCEPTED", network.submit(issuer.issue(alice.address(), amount, "", 1)));
    alice.observe(network.lastCredit(alice.id()));
  }
}
