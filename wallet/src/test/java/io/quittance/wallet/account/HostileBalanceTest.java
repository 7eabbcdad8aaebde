package io.quittance.wallet.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.account.AccountRecords;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.CreditsApplied;
import io.quittance.schemas.settlement.Opened;
import io.quittance.schemas.settlement.Redeemed;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.InvalidProofException;
import io.quittance.verifier.encryption.BalanceNote;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a wallet makes of balances and events that somebody else wrote down in its name. */
class HostileBalanceTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Fixed36 NO_NOTE = new Fixed36(new byte[BalanceNote.BYTES]);
  private static final AccountLog NOTHING_NEW = new AccountLog(List.of(), List.of());
  private static final long LARGE = 1L << 40;

  private final TestNetwork network = new TestNetwork(true);
  private final WalletAccount alice = network.wallet("alice");
  private final WalletAccount bob = network.wallet("bob");
  private Issuer issuer;
  private long issues;

  @BeforeEach
  void alice_hasTen() throws QuittanceException {
    issuer = network.issuer();
    network.accept(alice, alice.open());
    network.accept(bob, bob.open());
    issue(10);
    network.accept(alice, alice.applyCredits(1));
  }

  /** Whoever got it decrypted would learn what is in any ciphertext that he has. */
  @Test
  void balance_thatIsNotTheOwners_isRefusedAlikeWhateverItHolds() throws Exception {
    Balance genuine = balance();
    Map<String, Consumer<Balance>> lies = new LinkedHashMap<>();
    lies.put("another ciphertext", balance -> balance.setAvailable(encrypt(7)));
    lies.put("one that no search ends in", balance -> balance.setAvailable(encrypt(LARGE)));
    lies.put(
        "with the owner's true note of it, unbound",
        balance -> {
          balance.setAvailable(encrypt(7));
          balance.setDecryptableAvailable(
              new Fixed36(BalanceNote.encrypt(alice.keys().note(), 7, RANDOM)));
        });
    lies.put("no note", balance -> balance.setDecryptableAvailable(NO_NOTE));
    lies.put("other credits", balance -> balance.setCreditsApplied(0));
    lies.put("another number", balance -> {});
    List<String> answers = new ArrayList<>();
    for (Map.Entry<String, Consumer<Balance>> lie : lies.entrySet()) {
      Balance published = copy(genuine);
      published.setSequence(genuine.getSequence() + 3);
      lie.getValue().accept(published);
      QuittanceException refusal =
          assertThrows(QuittanceException.class, () -> restore(published), lie.getKey());
      answers.add(refusal.getMessage());
    }
    assertEquals(1, answers.stream().distinct().count(), answers::toString);
    assertTrue(answers.get(0).contains("Nothing of it was decrypted"), answers.get(0));
  }

  @Test
  void balance_thatIsNotTheOwners_isNotNeededWhereTheEventsTell() throws Exception {
    for (long lie : List.of(7L, LARGE)) {
      Balance published = copy(balance());
      published.setAvailable(encrypt(lie));
      RestoredAccount restored = restore(published);
      assertEquals(alice.view(), restored.account().view());
      assertEquals(3, restored.decryptions(), "both halves of the credit, and the true note");
    }
  }

  @Test
  void memory_isNotMadeOfABalanceThatIsNotTheOwners() throws Exception {
    AccountMemory memory = restore(balance()).memory(ReadMarks.NONE);
    Balance lie = copy(balance());
    lie.setSequence(lie.getSequence() + 1);
    lie.setAvailable(encrypt(7));
    assertEquals(
        Optional.empty(),
        AccountRestore.of(
            alice.keys(), network.asset, memory, Optional.of(lie), NOTHING_NEW, RANDOM));
    assertEquals(
        alice.view(),
        AccountRestore.of(
                alice.keys(), network.asset, memory, Optional.of(balance()), NOTHING_NEW, RANDOM)
            .orElseThrow()
            .account()
            .view());
  }

  /** Another wallet of the owner's leaves notes that are not bound, and the account was closed. */
  @Test
  void balance_withoutABoundNote_followsFromWhatTheOwnerDid() throws Exception {
    network.accept(alice, alice.transfer(bob.address(), 3, ""));
    network.accept(alice, alice.transfer(alice.address(), 1, ""));
    network.deliverCredits();
    alice.observe(network.lastCredit(alice.id()));
    network.accept(alice, alice.redeem(2, "", 1));
    withoutNotes();
    assertRestores(4, 1);
    network.accept(alice, alice.redeem(5, "", 2));
    network.accept(alice, alice.close(2));
    withoutNotes();
    assertRestores(0, 0);
    assertEquals(
        6, restore(unnoted()).decryptions(), "each half of two credits, and two payments, once");
    network.accept(alice, alice.open());
    issue(8);
    withoutNotes();
    assertRestores(0, 8);
  }

  private void assertRestores(long amount, long incoming) throws QuittanceException {
    assertThrows(
        QuittanceException.class,
        () ->
            AccountRestore.of(
                alice.keys(),
                network.asset,
                Optional.of(unnoted()),
                network.published(alice.id()),
                RANDOM),
        "what she paid to Bob stands elsewhere");
    WalletAccount restored = restore(unnoted()).account();
    assertEquals(alice.view(), restored.view());
    assertEquals(amount, restored.view().amount());
    assertEquals(incoming, restored.incoming());
    assertEquals(alice.creditsReceived(), restored.creditsReceived());
  }

  /** Each event of these says that something else was left than what the command left. */
  @Test
  void event_thatDoesNotFollow_isNotGoneAlongWith() throws Exception {
    network.accept(alice, alice.transfer(bob.address(), 3, ""));
    network.accept(alice, alice.redeem(2, ""));
    withoutNotes();
    Balance published = unnoted();
    assertEquals(5, restore(published).account().view().amount());
    List<Settled> genuine = List.copyOf(network.settlements);
    for (int at = 0; at < genuine.size(); at++) {
      Settled changed = changed(genuine.get(at));
      if (changed != null) {
        network.settlements.set(at, changed);
        QuittanceException refusal =
            assertThrows(QuittanceException.class, () -> restore(published), changed::toString);
        assertTrue(refusal.getMessage().contains("Nothing of it"), refusal.getMessage());
        assertThrows(QuittanceException.class, () -> restore(null), "no balance was published");
        network.settlements.set(at, genuine.get(at));
      }
    }
    assertEquals(5, restore(published).account().view().amount());
  }

  /** The event with one unit more left; nothing for events of others. */
  private Settled changed(Settled genuine) throws Exception {
    Settled changed = SingleObject.decode(Settled.class, SingleObject.encode(genuine));
    if (!genuine.getAccount().equals(alice.id().fixed())) {
      return null;
    } else if (changed.getEvent() instanceof Opened event) {
      event.setAvailable(oneMore(event.getAvailable()));
    } else if (changed.getEvent() instanceof CreditsApplied event) {
      event.setAvailable(oneMore(event.getAvailable()));
    } else if (changed.getEvent() instanceof Transferred event) {
      event.setAvailable(oneMore(event.getAvailable()));
    } else if (changed.getEvent() instanceof Redeemed event) {
      event.setAvailable(oneMore(event.getAvailable()));
    } else {
      return null;
    }
    return changed;
  }

  private static Fixed64 oneMore(Fixed64 available) throws InvalidProofException {
    return new Fixed64(ElGamalCiphertext.parse(available.bytes()).subtractAmount(-1).toBytes());
  }

  @Test
  void event_thatTakesMoreThanThereWas_isRefused() throws Exception {
    network.accept(alice, alice.redeem(2, ""));
    Settled genuine = last();
    Settled changed = SingleObject.decode(Settled.class, SingleObject.encode(genuine));
    Redeemed event = (Redeemed) changed.getEvent();
    event.setAmount(11);
    event.setDecryptableAvailable(NO_NOTE);
    network.settlements.set(network.settlements.size() - 1, changed);
    Balance published = unnoted();
    QuittanceException refusal = assertThrows(QuittanceException.class, () -> restore(published));
    assertTrue(refusal.getMessage().contains("damaged"), refusal.getMessage());
  }

  @Test
  void event_thatCountsOtherCredits_isNotGoneAlongWith() throws Exception {
    network.accept(alice, alice.applyCredits(1));
    withoutNotes();
    CreditsApplied event = (CreditsApplied) last().getEvent();
    assertEquals(1, event.getCreditsApplied(), "as many as before");
    for (long count : List.of(0L, 2L, -1L)) {
      event.setCreditsApplied(count);
      assertThrows(QuittanceException.class, () -> restore(unnoted()), "" + count);
    }
    event.setCreditsApplied(1);
    assertEquals(alice.view(), restore(unnoted()).account().view());
  }

  /**
   * Credits that are remembered as one sum cannot be told apart: a part of it would add nothing.
   */
  @Test
  void event_thatAppliesAPartOfARememberedSum_isNotGoneAlongWith() throws Exception {
    issue(3);
    issue(4);
    AccountMemory memory = restore(balance()).memory(ReadMarks.NONE);
    int read = network.settledUnder(alice.id()).size();
    final Fixed64 ten = balance().getAvailable();
    network.accept(alice, alice.applyCredits(2));
    final Fixed64 thirteen = balance().getAvailable();
    network.accept(alice, alice.applyCredits(3));
    List<Settled> since = network.settledUnder(alice.id()).subList(read, read + 2);
    unnoted((CreditsApplied) since.get(1).getEvent(), thirteen);
    assertOfNoUse(memory, since, thirteen);
    unnoted((CreditsApplied) since.get(0).getEvent(), ten);
    unnoted((CreditsApplied) since.get(1).getEvent(), ten);
    assertOfNoUse(memory, since, ten);
  }

  private static void unnoted(CreditsApplied event, Fixed64 available) {
    event.setAvailable(available);
    event.setDecryptableAvailable(NO_NOTE);
  }

  private void assertOfNoUse(AccountMemory memory, List<Settled> since, Fixed64 available)
      throws QuittanceException {
    Balance published = unnoted();
    published.setAvailable(available);
    AccountLog log = new AccountLog(since, List.of());
    assertEquals(
        Optional.empty(),
        AccountRestore.of(
            alice.keys(), network.asset, memory, Optional.of(published), log, RANDOM));
  }

  /** Whether it came in or went out, and whether the wallet remembers what was before or not. */
  @Test
  void payment_thatNobodyProved_isNotDecrypted() throws Exception {
    List<Settled> log = network.settledUnder(alice.id());
    ReadMark mark = ReadMark.behind(0, 2, SingleObject.encode(log.get(2)));
    AccountMemory memory =
        restore(balance())
            .memory(new ReadMarks(Optional.of(mark), Optional.empty(), Optional.empty()));
    network.accept(alice, alice.transfer(bob.address(), 3, ""));
    Settled paid = unproved(last());
    assertRefused("no payer proved", () -> restore(unnoted()));
    network.settlements.remove(paid);

    network.accept(alice, alice.transfer(alice.address(), 1, ""));
    Settled received = unproved(last());
    assertRefused("no payer proved", () -> restore(balance()));
    assertRefused(
        "no payer proved",
        () ->
            AccountRestore.of(
                alice.keys(),
                network.asset,
                memory,
                Optional.of(balance()),
                new AccountLog(List.of(received), List.of()),
                RANDOM));
  }

  /** Takes note and proof from a payment. */
  private Settled unproved(Settled settled) {
    Transferred event = (Transferred) settled.getEvent();
    event.setValidity(ByteBuffer.allocate(0));
    event.setDecryptableAvailable(NO_NOTE);
    return settled;
  }

  private static void assertRefused(String words, Executable restoring) {
    QuittanceException refusal = assertThrows(QuittanceException.class, restoring);
    assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
  }

  /** What was frozen and unfrozen is public, and told by events as by balances. */
  @Test
  void orders_areFollowedWhereNoBalanceIsKnown() throws Exception {
    ComplianceOfficer officer =
        ComplianceOfficer.of(network.identity(), network.asset, network.officerKeys.signingKey());
    withoutNotes();
    assertEquals("ACCEPTED", network.submit(officer.freeze(alice.address(), "", 1)));
    assertEquals(AccountStatus.FROZEN, restore(unnoted()).account().view().status());
    assertEquals("ACCEPTED", network.submit(officer.unfreeze(alice.address(), "", 2)));
    assertEquals(AccountStatus.OPEN, restore(unnoted()).account().view().status());
  }

  /** Leaves events as if all of Alice's commands so far came from a wallet that notes otherwise. */
  private void withoutNotes() {
    for (Settled settled : network.settlements) {
      if (!settled.getAccount().equals(alice.id().fixed())) {
        continue;
      } else if (settled.getEvent() instanceof CreditsApplied event) {
        event.setDecryptableAvailable(NO_NOTE);
      } else if (settled.getEvent() instanceof Transferred event) {
        event.setDecryptableAvailable(NO_NOTE);
      } else if (settled.getEvent() instanceof Redeemed event) {
        event.setDecryptableAvailable(NO_NOTE);
      }
    }
  }

  private Settled last() {
    return network.settlements.get(network.settlements.size() - 1);
  }

  private Fixed64 encrypt(long amount) {
    return new Fixed64(alice.keys().elGamal().publicKey().encrypt(amount, RANDOM).toBytes());
  }

  private Balance balance() {
    return AccountRecords.toBalance(network.account(alice.id()).orElseThrow());
  }

  /** The balance as a wallet would leave it whose notes are not bound. */
  private Balance unnoted() {
    Balance balance = balance();
    balance.setDecryptableAvailable(NO_NOTE);
    return balance;
  }

  private static Balance copy(Balance balance) {
    return Balance.newBuilder(balance).build();
  }

  private RestoredAccount restore(Balance published) throws QuittanceException {
    return AccountRestore.all(
        alice.keys(),
        network.asset,
        Optional.ofNullable(published),
        network.published(alice.id()),
        () -> network.history(alice.id()),
        RANDOM);
  }

  private void issue(long amount) throws QuittanceException {
    assertEquals("ACCEPTED", network.submit(issuer.issue(alice.address(), amount, "", ++issues)));
    network.deliverCredits();
    alice.observe(network.lastCredit(alice.id()));
  }
}
