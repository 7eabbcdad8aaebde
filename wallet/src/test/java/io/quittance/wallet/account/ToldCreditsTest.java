package io.quittance.wallet.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.account.AccountRecords;
import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.entry.Entry;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.journal.Minted;
import io.quittance.schemas.journal.Paid;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Opened;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
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

/** What a wallet makes of what receipts tell it of its credits. */
class ToldCreditsTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int PER_CREDIT = 2;
  private static final int POINT = 32;
  private static final Optional<Bytes> OPERATOR = Optional.of(Bytes.of(new byte[POINT]));

  private final TestNetwork network = new TestNetwork(true);
  private final WalletAccount alice = network.wallet("alice");
  private final WalletAccount bob = network.wallet("bob");
  private Issuer issuer;
  private long issues;

  @BeforeEach
  void alice_isPaidTwice_andIssuedOnce() throws QuittanceException {
    issuer = network.issuer();
    network.accept(alice, alice.open());
    network.accept(bob, bob.open());
    issue(bob, 100);
    bob.observe(network.lastCredit(bob.id()));
    pay(3);
    issue(alice, 40);
    alice.observe(network.lastCredit(alice.id()));
    pay(5);
  }

  /** Of the payments nothing is final yet, and no balance is published. */
  @Test
  void credit_beforeItIsFinal_isSpent() throws Exception {
    List<Settled> opened =
        network.settledUnder(alice.id()).stream()
            .filter(event -> event.getEvent() instanceof Opened)
            .toList();
    RestoredAccount restored = restore(null, opened, told());
    WalletAccount account = restored.account();
    assertEquals(48, account.incoming());
    assertEquals("ACCEPTED", network.submit(account.transfer(bob.address(), 48, "")));
  }

  @Test
  void credits_repeatedOrOutOfOrder_countOnceEachAtItsNumber() throws Exception {
    List<CreditNotice> told = told();
    assertEquals(List.of(1L, 2L, 3L), told.stream().map(CreditNotice::number).toList());
    List<CreditNotice> shuffled = new ArrayList<>();
    for (int i : new int[] {2, 0, 2, 1, 0, 1, 2}) {
      shuffled.add(told.get(i));
    }
    RestoredAccount restored = restore(null, events(), shuffled);
    assertEquals(3, restored.account().creditsReceived());
    assertEquals(48, restored.account().incoming());
    assertEquals(3 * PER_CREDIT, restored.decryptions());
    assertEquals("ACCEPTED", network.submit(restored.account().applyCredits(2)));
    assertEquals(43, restore(balance(), events(), shuffled).account().view().amount());
  }

  /** The first word stands: an operator who says something else later is not listened to. */
  @Test
  void number_toldTwice_isTheFirstOne() throws Exception {
    List<CreditNotice> told = new ArrayList<>(told());
    told.add(1, new CreditNotice(1, told.get(2).entry(), false));
    RestoredAccount restored = restore(null, events(), told);
    assertEquals(48, restored.account().incoming());
  }

  @Test
  void gap_withinTheNotedBalance_isNoLoss() throws Exception {
    network.accept(alice, alice.applyCredits(2));
    for (List<Integer> known : List.of(List.of(3), List.of(1, 3), List.of(2, 3))) {
      RestoredAccount restored = restore(balance(), events(), told(known));
      assertEquals(alice.view(), restored.account().view(), known::toString);
      assertEquals(5, restored.account().incoming(), known::toString);
      assertEquals(3, restored.account().creditsReceived(), known::toString);
    }
    WalletAccount restored = restore(balance(), events(), told(List.of(3))).account();
    assertEquals("ACCEPTED", network.submit(restored.transfer(bob.address(), 48, "")));
  }

  @Test
  void receipts_allLostOfWhatTheBalanceContains_areNotNeeded() throws Exception {
    network.accept(alice, alice.applyCredits(3));
    RestoredAccount restored = restore(balance(), events(), List.of());
    assertEquals(48, restored.account().view().amount());
    assertEquals(3, restored.account().creditsReceived());
    pay(7);
    restored = restore(balance(), events(), told(List.of(4)));
    assertEquals(7, restored.account().incoming());
  }

  /** A command counts on the first so many: what stands behind a gap cannot be one of them. */
  @Test
  void gap_behindTheKnownBalance_leavesWhatStandsBeforeIt() throws Exception {
    assertLeft(0, 3, restore(null, events(), told(List.of(2, 3))));
    RestoredAccount first = restore(balance(), events(), told(List.of(1, 3)));
    assertLeft(3, 2, first);
    assertEquals(PER_CREDIT, first.decryptions(), "nothing behind the gap is read");
    network.accept(alice, alice.applyCredits(1));
    assertLeft(0, 2, restore(balance(), events(), told(List.of(1, 3))));
    assertLeft(0, 2, restore(balance(), events(), told(List.of(3))));
    assertLeft(0, 2, restore(null, events(), told(List.of(3))));
    assertLeft(40, 1, restore(balance(), events(), told(List.of(1, 2))));
    assertLeft(45, 0, restore(balance(), events(), told(List.of(2, 3))));
    assertLeft(45, 0, restore(balance(), events(), told()));
    RestoredAccount spends = restore(balance(), events(), told(List.of(2)));
    assertEquals("ACCEPTED", network.submit(spends.account().transfer(bob.address(), 43, "")));
  }

  /** The balance that is published last is older, and the gap stands behind what it contains. */
  @Test
  void gap_thatOnlyLaterEventsContain_isNoLoss() throws Exception {
    Balance old = balance();
    network.accept(alice, alice.applyCredits(2));
    for (Balance known : new Balance[] {old, null}) {
      RestoredAccount restored = restore(known, events(), told(List.of(1, 3)));
      assertEquals(alice.view(), restored.account().view());
      assertLeft(5, 0, restored);
      assertFalse(restored.unsettled());
    }
  }

  /** The balance says how many there are, and nothing else does. */
  @Test
  void receipts_missingAtTheEnd_areNoticedByTheBalance() throws Exception {
    RestoredAccount none = restore(balance(), events(), List.of());
    assertLeft(0, 3, none);
    assertFalse(none.unsettled(), "what comes will stand behind the mark");
    assertLeft(43, 1, restore(balance(), events(), told(List.of(1, 2))));
    assertLeft(43, 0, restore(null, events(), told(List.of(1, 2))));
    assertLeft(48, 0, restore(balance(), events(), told()));
    assertLeft(0, 3, restore(balance(), events().subList(0, 1), doubtful(told())));
  }

  /** What stands behind the gap was read before the mark, and must be read again. */
  @Test
  void gap_thatIsFilledLater_isCountedThen() throws Exception {
    ReadMarks marks =
        new ReadMarks(
            Optional.of(ReadMark.behind(1, 2, new byte[] {3})),
            Optional.of(ReadMark.behind(1, 4, new byte[] {5})),
            Optional.empty());
    RestoredAccount first = restore(balance(), events(), told(List.of(1, 3)));
    AccountMemory memory = kept(first.memory(marks));
    assertEquals(Optional.empty(), memory.marks().receipts());
    for (List<Integer> known : List.of(List.of(1, 3), List.of(1, 3, 2))) {
      AccountLog since = new AccountLog(List.of(), told(known));
      RestoredAccount later =
          AccountRestore.of(
                  alice.keys(), network.asset, memory, Optional.of(balance()), since, RANDOM)
              .orElseThrow();
      assertLeft(known.size() == 3 ? 48 : 3, known.size() == 3 ? 0 : 2, later);
      assertEquals(known.size() == 3, later.memory(marks).marks().receipts().isPresent());
    }
  }

  private static void assertLeft(long incoming, long missing, RestoredAccount restored)
      throws QuittanceException {
    assertEquals(incoming, restored.account().incoming());
    assertEquals(missing, restored.missing());
  }

  @Test
  void doubtfulReceipt_countsOnlyWithTheSameFinalEvent() throws Exception {
    List<CreditNotice> doubtful = doubtful(told());
    RestoredAccount confirmed = restore(null, events(), doubtful);
    assertEquals(48, confirmed.account().incoming());
    assertFalse(confirmed.unsettled());
    RestoredAccount nothing = restore(null, events().subList(0, 1), doubtful);
    assertEquals(0, nothing.account().creditsReceived());
    assertEquals(0, nothing.decryptions());
    assertTrue(nothing.unsettled());
    CreditNotice last = doubtful.get(2);
    for (Consumer<io.quittance.schemas.journal.Entry> change : CHANGES) {
      List<CreditNotice> changed = new ArrayList<>(told(List.of(1, 2)));
      changed.add(new CreditNotice(3, changed(last.entry(), change), true));
      RestoredAccount restored = restore(null, events(), changed);
      assertEquals(2, restored.account().creditsReceived());
      assertEquals(2 * PER_CREDIT, restored.decryptions());
    }
  }

  private static final List<Consumer<io.quittance.schemas.journal.Entry>> CHANGES =
      List.of(
          entry -> entry.setPrevious(0L),
          entry -> entry.setNumber(entry.getNumber() + 1),
          entry -> entry.getPosition().setOffset(77L),
          entry -> paid(entry).setMemo(ByteBuffer.wrap(new byte[] {'x'})),
          entry -> paid(entry).setAuditorEpoch(1));

  @Test
  void doubtfulReceipt_takesNoOthersNumberAndRepeatsNoCommand() throws Exception {
    List<CreditNotice> genuine = told();
    List<CreditNotice> told = new ArrayList<>();
    told.add(new CreditNotice(1, genuine.get(2).entry(), true));
    told.addAll(genuine);
    told.add(new CreditNotice(4, genuine.get(2).entry(), true));
    told.add(new CreditNotice(1_000_000, genuine.get(0).entry(), true));
    Entry unheardOf = changed(genuine.get(2).entry(), e -> e.setCommandId(alice.id().fixed()));
    told.add(new CreditNotice(2, unheardOf, true));
    RestoredAccount restored = restore(null, events(), told);
    assertEquals(3, restored.account().creditsReceived());
    assertEquals(48, restored.account().incoming());
    assertFalse(restored.unsettled(), "of each of these numbers it is known what is true");
    List<CreditNotice> twice = new ArrayList<>(doubtful(genuine));
    twice.add(new CreditNotice(1_000_000, genuine.get(0).entry(), true));
    assertEquals(48, restore(null, events(), twice).account().incoming());
  }

  /** The event comes behind the mark of the events, the receipt stood before the receipts' one. */
  @Test
  void receipt_thatNothingConfirmsYet_isReadAgainAndCountsLater() throws Exception {
    List<CreditNotice> told = new ArrayList<>(told(List.of(1, 2)));
    told.add(new CreditNotice(3, told().get(2).entry(), true));
    List<Settled> before = events().subList(0, events().size() - 1);
    RestoredAccount first = restore(null, before, told);
    assertEquals(43, first.account().incoming());
    ReadMarks marks =
        new ReadMarks(
            Optional.of(ReadMark.behind(1, 2, new byte[] {3})),
            Optional.of(ReadMark.behind(1, 4, new byte[] {5})),
            OPERATOR);
    AccountMemory memory = kept(first.memory(marks));
    assertEquals(new ReadMarks(marks.events(), Optional.empty(), OPERATOR), memory.marks());
    AccountLog since = new AccountLog(events().subList(before.size(), events().size()), told);
    RestoredAccount later =
        AccountRestore.of(
                alice.keys(), network.asset, memory, Optional.of(balance()), since, RANDOM)
            .orElseThrow();
    assertEquals(48, later.account().incoming());
    assertEquals(PER_CREDIT, later.decryptions(), "only what is new");
    assertEquals(marks, later.memory(marks).marks());
  }

  /** As in its file, with any of the marks. */
  @Test
  void memory_withBothMarks_isTheSameAgain() throws Exception {
    Optional<ReadMark> one = Optional.of(ReadMark.behind(1, 2, new byte[] {3}));
    Optional<ReadMark> other = Optional.of(ReadMark.behind(4, 5, new byte[] {6}).upTo(70));
    RestoredAccount restored = restore(balance(), events(), told());
    for (ReadMarks marks :
        List.of(
            ReadMarks.NONE,
            new ReadMarks(one, other, OPERATOR),
            new ReadMarks(one, Optional.empty(), Optional.empty()),
            new ReadMarks(Optional.empty(), other, OPERATOR))) {
      AccountMemory memory = restored.memory(marks);
      assertEquals(marks, memory.marks());
      assertEquals(memory, kept(memory));
    }
  }

  /** Whatever an operator writes into a receipt, nothing of it is decrypted unless it is ours. */
  @Test
  void entry_thatIsNotProvedOrNotOurs_isRefusedBeforeAnythingIsDecrypted() throws Exception {
    Map<String, Entry> lies = new LinkedHashMap<>();
    Entry paid = told().get(2).entry();
    Entry minted = told().get(1).entry();
    ElGamalCiphertext secret = alice.view().available().amount().ciphertext();
    lies.put("no proof", changed(paid, e -> paid(e).setValidity(ByteBuffer.allocate(0))));
    lies.put(
        "a proof of something else", changed(paid, e -> paid(e).setLo(planted(paid(e), secret))));
    lies.put("parts the other way round", changed(paid, e -> swapParts(paid(e))));
    lies.put("key", changed(paid, e -> paid(e).setPayeeElGamalKey(key(bob))));
    lies.put("owner", changed(paid, e -> paid(e).setPayeeOwner(owner(bob))));
    lies.put("account", changed(paid, e -> e.setPayee(bob.id().fixed())));
    lies.put("asset", changed(paid, e -> e.setAsset(bob.id().fixed())));
    lies.put("paid by us to another", changed(paid, e -> swapSides(e)));
    lies.put("issue for another key", changed(minted, e -> minted(e).setElGamalKey(key(bob))));
    Fixed32 none = new Fixed32(new byte[POINT]);
    lies.put("issue for no key", changed(minted, e -> minted(e).setElGamalKey(none)));
    lies.put("issue to another", changed(minted, e -> e.setPayee(bob.id().fixed())));
    lies.put("issue of another asset", changed(minted, e -> e.setAsset(bob.id().fixed())));
    for (Map.Entry<String, Entry> lie : lies.entrySet()) {
      List<CreditNotice> told = new ArrayList<>(told());
      told.add(new CreditNotice(4, lie.getValue(), false));
      assertEquals(0, decryptionsOfRefused(told), lie.getKey());
    }
  }

  @Test
  void event_ofAnotherAsset_isRefused() {
    Settled paid = Settled.newBuilder(events().get(events().size() - 1)).build();
    assertTrue(paid.getEvent() instanceof Transferred, paid::toString);
    paid.setAsset(bob.id().fixed());
    QuittanceException e =
        assertThrows(QuittanceException.class, () -> restore(null, List.of(paid), List.of()));
    assertTrue(e.getMessage().contains("no payer proved"), e.getMessage());
  }

  /** How many ciphertexts a restore decrypts that must fail. */
  private long decryptionsOfRefused(List<CreditNotice> told) throws QuittanceException {
    Decryptor decryptor = new Decryptor(alice.keys().elGamal().secretKey());
    AccountRestore restore = new AccountRestore(alice.keys(), network.asset, RANDOM, decryptor);
    AccountLog log = new AccountLog(events(), told);
    QuittanceException e =
        assertThrows(
            QuittanceException.class, () -> restore.all(Optional.empty(), log, this::history));
    assertTrue(
        e.getMessage().contains("no payer proved") || e.getMessage().contains("damaged"),
        e.getMessage());
    return decryptor.uses();
  }

  /** A payment whose lower part holds a ciphertext of another place, for the payee. */
  private static Fixed128 planted(Paid paid, ElGamalCiphertext other) {
    byte[] lo = paid.getLo().bytes().clone();
    System.arraycopy(other.toBytes(), 0, lo, 0, POINT);
    System.arraycopy(other.toBytes(), POINT, lo, 2 * POINT, POINT);
    return new Fixed128(lo);
  }

  private static void swapParts(Paid paid) {
    Fixed128 lo = paid.getLo();
    paid.setLo(paid.getHi());
    paid.setHi(lo);
  }

  /** The payment as if Alice had made it, to Bob. */
  private void swapSides(io.quittance.schemas.journal.Entry entry) {
    entry.setOrigin(alice.id().fixed());
    entry.setPayee(bob.id().fixed());
    paid(entry).setPayerElGamalKey(key(alice));
    paid(entry).setPayeeElGamalKey(key(bob));
    paid(entry).setPayeeOwner(owner(bob));
  }

  private static Paid paid(io.quittance.schemas.journal.Entry entry) {
    return (Paid) entry.getFact();
  }

  private static Minted minted(io.quittance.schemas.journal.Entry entry) {
    return (Minted) entry.getFact();
  }

  private static Fixed32 key(WalletAccount account) {
    return new Fixed32(account.keys().elGamal().publicKey().toBytes());
  }

  private static Fixed32 owner(WalletAccount account) {
    return new Fixed32(account.address().owner().toBytes());
  }

  private static Entry changed(Entry entry, Consumer<io.quittance.schemas.journal.Entry> change) {
    try {
      io.quittance.schemas.journal.Entry copy = Entry.parse(entry.payload().toBytes()).record();
      change.accept(copy);
      return Entry.of(copy);
    } catch (MalformedRecordException e) {
      throw new AssertionError(e);
    }
  }

  private AccountMemory kept(AccountMemory memory) {
    byte[] bytes = memory.toBytes(alice.keys(), alice.id());
    return AccountMemory.parse(alice.keys(), alice.id(), bytes).orElseThrow();
  }

  private List<CreditNotice> told() {
    return network.published(alice.id()).credits();
  }

  private List<CreditNotice> told(List<Integer> numbers) {
    return told().stream().filter(told -> numbers.contains((int) told.number())).toList();
  }

  private static List<CreditNotice> doubtful(List<CreditNotice> told) {
    return told.stream().map(of -> new CreditNotice(of.number(), of.entry(), true)).toList();
  }

  private List<Settled> events() {
    return network.settledUnder(alice.id());
  }

  private List<Settled> history() {
    return network.history(alice.id());
  }

  private Balance balance() {
    return AccountRecords.toBalance(network.account(alice.id()).orElseThrow());
  }

  private RestoredAccount restore(
      Balance published, List<Settled> events, List<CreditNotice> credits)
      throws QuittanceException {
    return AccountRestore.all(
        alice.keys(),
        network.asset,
        Optional.ofNullable(published),
        new AccountLog(events, credits),
        this::history,
        RANDOM);
  }

  private void issue(WalletAccount to, long amount) throws QuittanceException {
    assertEquals("ACCEPTED", network.submit(issuer.issue(to.address(), amount, "", ++issues)));
  }

  private void pay(long amount) throws QuittanceException {
    network.accept(bob, bob.transfer(alice.address(), amount, ""));
    network.deliverCredits();
    alice.observe(network.lastCredit(alice.id()));
  }
}
