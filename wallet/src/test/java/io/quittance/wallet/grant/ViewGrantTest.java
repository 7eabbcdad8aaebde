package io.quittance.wallet.grant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.command.Bytes;
import io.quittance.ledger.settlement.Credit;
import io.quittance.network.QuittanceException;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.CommandId;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.ViewGrantSigning;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.settlement.Transferred;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import io.quittance.verifier.encryption.ElGamalKeypair;
import io.quittance.verifier.encryption.ElGamalPublicKey;
import io.quittance.verifier.encryption.PedersenOpening;
import io.quittance.verifier.ristretto.Scalar;
import io.quittance.verifier.sigma.BatchedGroupedCiphertext3HandlesValidity;
import io.quittance.wallet.account.HistoryEntry;
import io.quittance.wallet.account.Issuer;
import io.quittance.wallet.account.PaymentAddress;
import io.quittance.wallet.account.PreparedCommand;
import io.quittance.wallet.account.TestNetwork;
import io.quittance.wallet.account.WalletAccount;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alice opens her account at 1000, is issued money at 1001, applies it at 1002, pays Bob at 1003
 * and 1004, herself at 1005, and Bob again at 1006.
 */
class ViewGrantTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path directory;

  private final TestNetwork network = new TestNetwork(true);
  private final WalletAccount alice = network.wallet("alice");
  private final WalletAccount bob = network.wallet("bob");

  @BeforeEach
  void pay() throws QuittanceException {
    Issuer issuer = network.issuer();
    accept(alice.open());
    assertEquals("ACCEPTED", network.submit(issuer.issue(alice.address(), 1_000_000, "pay", 1)));
    network.deliverCredits();
    alice.observe(Credit.of(network.settlements.get(1)).orElseThrow());
    accept(alice.applyCredits(1));
    accept(alice.transfer(bob.address(), 70_001, "rent"));
    accept(alice.transfer(bob.address(), 2, "milk"));
    accept(alice.transfer(alice.address(), 3, "self"));
    accept(alice.transfer(bob.address(), 4, "gum"));
  }

  @Test
  void grant_ofAPeriod_showsItsPaymentsAndNoOthers() throws QuittanceException {
    ViewGrant grant = grant(alice, 1004, 1006);
    GrantedView view = read(grant);
    assertEquals(List.of("PAID 2 milk", "PAID 3 self", "RECEIVED 3 self"), lines(view));
    assertEquals(List.of(), view.untold());
    assertEquals(2, grant.payments().size());
    for (Settled other : List.of(network.settlements.get(3), network.settlements.get(6))) {
      assertFalse(grant.json().contains(CommandId.of(other.getEventId()).toString()));
    }
  }

  @Test
  void grant_ofAllTime_showsWhatWasPublicToo() throws QuittanceException {
    assertEquals(
        List.of(
            "OPENED 0 ",
            "ISSUED 1000000 pay",
            "PAID 70001 rent",
            "PAID 2 milk",
            "PAID 3 self",
            "RECEIVED 3 self",
            "PAID 4 gum"),
        lines(read(grant(alice, 0, 9999))));
  }

  @Test
  void grant_ofThePayee_showsTheSamePayments() throws QuittanceException {
    assertEquals(
        List.of("RECEIVED 70001 rent", "RECEIVED 2 milk", "RECEIVED 4 gum"),
        lines(read(grant(bob, 0, 9999))));
  }

  @Test
  void grant_ofAPeriodWithoutPayments_isEmpty() throws QuittanceException {
    assertEquals(List.of(), read(grant(alice, 2000, 3000)).entries());
  }

  @Test
  void file_writtenAndRead_isTheSameGrantForItsOwnersEyes() throws Exception {
    ViewGrant grant = grant(alice, 0, 9999);
    Path file = directory.resolve("grant.json");
    grant.save(file);
    assertEquals(grant, ViewGrant.load(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertThrows(QuittanceException.class, () -> grant.save(file));
    assertFalse(grant.toString().contains("70001"));
    assertFalse(grant.payments().get(0).toString().contains("70001"));
  }

  @Test
  void amount_otherThanSettled_isRefusedThoughTheOwnerSignedIt() throws QuittanceException {
    ViewGrant grant = grant(alice, 0, 9999);
    List<Disclosure> lied = new ArrayList<>(grant.payments());
    Disclosure rent = lied.get(0);
    lied.set(0, new Disclosure(rent.event(), 70_000, rent.proof()));
    assertRefused(
        signed(alice, grant, lied), "payment " + rent.event() + " is not the one settled");
  }

  @Test
  void proofs_exchanged_areRefused() throws QuittanceException {
    ViewGrant grant = grant(alice, 0, 9999);
    List<Disclosure> lied = new ArrayList<>(grant.payments());
    Disclosure milk = lied.get(1);
    lied.set(1, new Disclosure(milk.event(), 2, lied.get(0).proof()));
    assertRefused(signed(alice, grant, lied), "is not the one settled");
    lied.set(1, new Disclosure(milk.event(), 2, Bytes.zero(milk.proof().length())));
    assertRefused(signed(alice, grant, lied), "is not the one settled");
  }

  @Test
  void payment_leftOut_isNamed() throws QuittanceException {
    ViewGrant grant = grant(alice, 0, 9999);
    List<Disclosure> rest = grant.payments().subList(1, grant.payments().size());
    GrantedView view = read(signed(alice, grant, rest));
    assertEquals(List.of(grant.payments().get(0).event()), view.untold());
    assertFalse(lines(view).contains("PAID 70001 rent"));
  }

  /** One amount is checked against one event: another of its id would be shown with it. */
  @Test
  void log_withTwoEventsOfOneId_isRefusedUnlessTheyAreTheSame() throws Exception {
    ViewGrant grant = grant(alice, 0, 9999);
    List<String> expected = lines(read(grant));
    Settled rent = network.settlements.get(3);
    Settled milk = network.settlements.get(4);
    network.settlements.add(SingleObject.decode(Settled.class, SingleObject.encode(rent)));
    assertEquals(expected, lines(read(grant)), "a restore leaves such");
    network.settlements.remove(network.settlements.size() - 1);
    Settled other = SingleObject.decode(Settled.class, SingleObject.encode(milk));
    other.setEventId(rent.getEventId());
    network.settlements.add(other);
    assertRefused(grant, "two different events of the same id " + grant.payments().get(0).event());
  }

  @Test
  void payment_ofAnotherPeriodOrAccount_isRefused() throws QuittanceException {
    ViewGrant all = grant(alice, 0, 9999);
    ViewGrant milk = grant(alice, 1004, 1005);
    assertRefused(signed(alice, milk, all.payments()), "the log does not have");
    List<Disclosure> foreign = new ArrayList<>(grant(bob, 0, 9999).payments());
    foreign.add(all.payments().get(2));
    assertRefused(signed(bob, grant(bob, 0, 9999), foreign), "the log does not have");
  }

  @Test
  void grant_thatIsNotTheOwners_isRefused() throws QuittanceException {
    ViewGrant grant = grant(alice, 0, 9999);
    List<Disclosure> payments = grant.payments();
    assertRefused(
        with(grant, "Somebody else", grant.period(), payments), "not what the account's owner");
    Period longer = new Period(Instant.ofEpochMilli(0), Instant.ofEpochMilli(9998));
    assertRefused(with(grant, grant.grantee(), longer, payments), "not what the account's owner");
    assertRefused(
        with(grant, grant.grantee(), grant.period(), payments.subList(0, 1)),
        "not what the account's owner");
    assertRefused(
        new ViewGrant(
            grant.account(),
            grant.grantee(),
            grant.period(),
            payments,
            signed(bob, grant, payments).signature()),
        "not what the account's owner");
  }

  @Test
  void grant_ofAnotherNetworkOfThatName_isRefused() throws QuittanceException {
    ViewGrant grant = grant(alice, 0, 9999);
    PaymentAddress there =
        new PaymentAddress(
            new TestNetwork(true).identity(),
            grant.account().assetCode(),
            grant.account().owner(),
            grant.account().elGamalKey());
    assertEquals(network.identity().name(), there.network().name());
    assertRefused(
        new ViewGrant(there, grant.grantee(), grant.period(), grant.payments(), grant.signature()),
        "not what the account's owner");
  }

  /** A payer can choose his randomness so that the two halves' cancel out. */
  @Test
  void payment_whoseCiphertextShowsItsAmount_needsNoProof() throws QuittanceException {
    Settled milk = network.settlements.get(4);
    Transferred payment = (Transferred) milk.getEvent();
    Scalar hi = Scalar.random(RANDOM);
    Scalar lo = hi.multiply(Scalar.of(1 << 16)).negate();
    write(payment, 2, PedersenOpening.of(lo), PedersenOpening.of(hi));
    ViewGrant grant = grant(alice, 1004, 1005);
    assertEquals(Bytes.zero(96), grant.payments().get(0).proof());
    assertEquals(List.of("PAID 2 milk"), lines(read(grant)));
    Disclosure told = grant.payments().get(0);
    List<Disclosure> lied = List.of(new Disclosure(told.event(), 2, Bytes.of(ones())));
    assertRefused(signed(alice, grant, lied), "is not the one settled");
    lied = List.of(new Disclosure(told.event(), 1, told.proof()));
    assertRefused(signed(alice, grant, lied), "is not the one settled");
  }

  /** The operator writes down Alice's balance as a payment of hers, or to her, in the period. */
  @Test
  void balance_writtenDownAsAPayment_isNotDecrypted() throws QuittanceException {
    Settled milk = network.settlements.get(4);
    Transferred payment = (Transferred) milk.getEvent();
    ElGamalCiphertext balance = alice.view().available().amount().ciphertext();
    payment.setLo(new Fixed128(part(balance)));
    payment.setHi(new Fixed128(part(zero())));
    assertNotGranted(milk);
    // Nor with the proof of another payment, nor with the operator's own of another amount.
    payment.setValidity(((Transferred) network.settlements.get(3).getEvent()).getValidity());
    assertNotGranted(milk);
    ByteBuffer proof = proved(payment, 2, PedersenOpening.random(RANDOM)).getValidity();
    payment.setLo(new Fixed128(part(balance)));
    payment.setValidity(proof);
    assertNotGranted(milk);
    for (int length : new int[] {0, 223, 225}) {
      payment.setValidity(ByteBuffer.allocate(length));
      assertNotGranted(milk);
    }
  }

  @Test
  void payment_provedForAnotherKeyOrAsset_isNotDecrypted() throws QuittanceException {
    Settled milk = network.settlements.get(4);
    Transferred payment = (Transferred) milk.getEvent();
    Fixed32 asset = milk.getAsset();
    milk.setAsset(new Fixed32(new byte[32]));
    assertNotGranted(milk);
    milk.setAsset(asset);
    Fixed32 payer = payment.getPayerElGamalKey();
    payment.setPayerElGamalKey(payment.getPayeeElGamalKey());
    assertNotGranted(milk);
    payment.setPayerElGamalKey(payer);
    Fixed32 owner = payment.getPayeeOwner();
    payment.setPayeeOwner(payer);
    assertNotGranted(milk);
    payment.setPayeeOwner(owner);
    assertEquals(1, grant(alice, 1004, 1005).payments().size());
  }

  /** The proof holds, but about another key in the place of the payer's. */
  @Test
  void payment_ofThisAccountWithAnotherKeyForThePayer_isNotDecrypted() throws Exception {
    Settled milk = network.settlements.get(4);
    Transferred payment = (Transferred) milk.getEvent();
    ElGamalKeypair stranger = ElGamalKeypair.random(RANDOM);
    payment.setPayerElGamalKey(new Fixed32(stranger.publicKey().toBytes()));
    write(payment, stranger.publicKey(), bob.keys().elGamal().publicKey());
    assertNotGranted(milk);
  }

  /** Of others, one of whom has an account that holds Alice's key. */
  @Test
  void payment_betweenOthersWithThisKey_isNotDecrypted() throws Exception {
    Settled milk = network.settlements.get(4);
    Transferred payment = (Transferred) milk.getEvent();
    byte[] key = alice.keys().elGamal().publicKey().toBytes();
    byte[] owner = bob.keys().owner().verifyingKey().toBytes();
    milk.setAccount(bob.id().fixed());
    payment.setPayerElGamalKey(new Fixed32(bob.keys().elGamal().publicKey().toBytes()));
    payment.setPayeeOwner(new Fixed32(owner));
    payment.setPayeeElGamalKey(new Fixed32(key));
    payment.setPayee(AccountId.derive(network.asset.id(), owner, key).fixed());
    write(payment, bob.keys().elGamal().publicKey(), alice.keys().elGamal().publicKey());
    Period period = new Period(Instant.ofEpochMilli(1004), Instant.ofEpochMilli(1005));
    assertNotGranted(
        milk,
        () ->
            ViewGrant.make(
                alice.keys(), network.asset.id(), "Tax office", period, List.of(milk), RANDOM));
  }

  private void write(Transferred payment, ElGamalPublicKey payer, ElGamalPublicKey payee) {
    PedersenOpening any = PedersenOpening.random(RANDOM);
    write(payment, payer, payee, 1, any, PedersenOpening.random(RANDOM));
  }

  @Test
  void payment_provedButLargerThanAnyTransfer_isNotToldOf() throws QuittanceException {
    Settled milk = network.settlements.get(4);
    proved((Transferred) milk.getEvent(), 1 << 16, PedersenOpening.random(RANDOM));
    QuittanceException refused =
        assertThrows(QuittanceException.class, () -> grant(alice, 1004, 1005));
    assertTrue(refused.getMessage().contains("does not decrypt"), refused.getMessage());
  }

  private void assertNotGranted(Settled payment) {
    assertNotGranted(payment, () -> grant(alice, 1004, 1005));
  }

  private static void assertNotGranted(Settled payment, Executable granting) {
    QuittanceException refused = assertThrows(QuittanceException.class, granting);
    String id = CommandId.of(payment.getEventId()).toString();
    assertTrue(
        refused.getMessage().contains("no payer proved: command " + id), refused.getMessage());
  }

  /** Makes an event pay an amount to the payee in it, as its payer might. */
  private Transferred proved(Transferred payment, long lo, PedersenOpening opening) {
    return write(payment, lo, opening, PedersenOpening.random(RANDOM));
  }

  private Transferred write(
      Transferred payment, long lo, PedersenOpening openingLo, PedersenOpening openingHi) {
    return write(
        payment,
        alice.keys().elGamal().publicKey(),
        bob.keys().elGamal().publicKey(),
        lo,
        openingLo,
        openingHi);
  }

  private Transferred write(
      Transferred payment,
      ElGamalPublicKey payer,
      ElGamalPublicKey payee,
      long lo,
      PedersenOpening openingLo,
      PedersenOpening openingHi) {
    BatchedGroupedCiphertext3HandlesValidity proof =
        BatchedGroupedCiphertext3HandlesValidity.prove(
            payer, payee, network.asset.auditors().toPayAt(0), lo, 0, openingLo, openingHi, RANDOM);
    byte[] bytes = proof.toBytes();
    payment.setLo(new Fixed128(proof.groupedLoBytes()));
    payment.setHi(new Fixed128(proof.groupedHiBytes()));
    payment.setValidity(ByteBuffer.allocate(224).put(bytes, 64, 32).put(bytes, 352, 192).flip());
    return payment;
  }

  private ElGamalCiphertext zero() {
    return alice.keys().elGamal().publicKey().encrypt(0, PedersenOpening.random(RANDOM));
  }

  @Test
  void json_damaged_saysWhere() throws QuittanceException {
    String json = grant(alice, 0, 9999).json();
    assertDamaged(json.replace("view-grant/v2", "view-grant/v1"), "format must be");
    assertDamaged(json.replace("\"amount\" : 70001", "\"amount\" : -1"), "payments[0].amount");
    assertDamaged(
        json.replace("\"amount\" : 70001", "\"amount\" : 281474976710656"), "payments[0].amount");
    assertDamaged(json.replace("\"amount\" : 70001", "\"amount\" : 1.5"), "payments[0].amount");
    assertDamaged(
        json.replaceAll("\"until\" : \"[^\"]*\"", "\"until\" : \"1970-01-01T00:00:00Z\""), "until");
    String event = json.replaceAll("(?s).*?\"event\" : \"([0-9a-f]+)\".*", "$1");
    assertDamaged(
        json.replaceAll("\"event\" : \"[0-9a-f]+\"", "\"event\" : \"" + event + "\""),
        "payments[1].event stands twice");
    assertDamaged(json.replaceAll("\"grantee\" : \"[^\"]*\"", "\"grantee\" : \" \""), "name who");
  }

  @Test
  void grantee_ofMoreThan128Bytes_isRefused() throws QuittanceException {
    Period period = new Period(Instant.ofEpochMilli(0), Instant.ofEpochMilli(1));
    ViewGrant longest = make(alice, "x".repeat(128), period);
    assertEquals(128, longest.grantee().length());
    assertThrows(QuittanceException.class, () -> make(alice, "x".repeat(129), period));
  }

  @Test
  void moment_isADayInUtcOrATime() throws QuittanceException {
    assertEquals(Instant.parse("2026-11-25T00:00:00Z"), Period.moment("2026-11-25"));
    assertEquals(Instant.parse("2026-11-25T08:00:00Z"), Period.moment("2026-11-25T08:00:00Z"));
    assertThrows(QuittanceException.class, () -> Period.moment("25.11.2026"));
  }

  private ViewGrant grant(WalletAccount owner, long from, long until) throws QuittanceException {
    return make(
        owner, "Tax office", new Period(Instant.ofEpochMilli(from), Instant.ofEpochMilli(until)));
  }

  private ViewGrant make(WalletAccount owner, String grantee, Period period)
      throws QuittanceException {
    return ViewGrant.make(
        owner.keys(), network.asset.id(), grantee, period, history(owner.id()), RANDOM);
  }

  private static ViewGrant with(
      ViewGrant grant, String grantee, Period period, List<Disclosure> payments) {
    return new ViewGrant(grant.account(), grantee, period, payments, grant.signature());
  }

  /** Signs what no honest wallet would: the message is built here as the format has it. */
  private ViewGrant signed(WalletAccount owner, ViewGrant grant, List<Disclosure> payments) {
    byte[] grantee = grant.grantee().getBytes();
    ByteBuffer payload =
        ByteBuffer.allocate(32 + 32 + 2 + grantee.length + 8 + 8 + 4 + 136 * payments.size());
    payload.put(network.asset.id().toBytes()).put(owner.id().toBytes());
    payload.putShort((short) grantee.length).put(grantee);
    payload.putLong(grant.period().from().toEpochMilli());
    payload.putLong(grant.period().until().toEpochMilli());
    payload.putInt(payments.size());
    for (Disclosure payment : payments) {
      payload.put(payment.event().toBytes()).putLong(payment.amount());
      payload.put(payment.proof().toBytes());
    }
    byte[] message = ViewGrantSigning.message(network.id(), payload.array());
    return new ViewGrant(
        owner.address(),
        grant.grantee(),
        grant.period(),
        payments,
        owner.keys().owner().sign(message));
  }

  private GrantedView read(ViewGrant grant) throws QuittanceException {
    AccountId account = grant.account().accountId(network.asset.id());
    return GrantedView.of(
        ViewGrant.parse("grant", grant.json()), network.asset.id(), history(account), RANDOM);
  }

  private List<Settled> history(AccountId account) {
    return network.settlements.stream()
        .filter(
            event ->
                TestNetwork.key(event).equals(account)
                    || AccountId.of(event.getAccount()).equals(account))
        .toList();
  }

  private void assertRefused(ViewGrant grant, String reason) {
    QuittanceException refused = assertThrows(QuittanceException.class, () -> read(grant));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  private static void assertDamaged(String json, String reason) {
    QuittanceException refused =
        assertThrows(QuittanceException.class, () -> ViewGrant.parse("grant.json", json));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  private void accept(PreparedCommand command) {
    assertEquals("ACCEPTED", network.submit(command));
    WalletAccount owner = command.account().equals(alice.id()) ? alice : bob;
    owner.accepted(command);
  }

  private static List<String> lines(GrantedView view) {
    return view.entries().stream().map(ViewGrantTest::line).toList();
  }

  private static String line(HistoryEntry entry) {
    return entry.kind() + " " + entry.amount() + " " + entry.text();
  }

  private static byte[] part(ElGamalCiphertext ciphertext) {
    return ByteBuffer.allocate(128)
        .put(ciphertext.toBytes())
        .put(ciphertext.compressedHandle().toBytes())
        .array();
  }

  private static byte[] ones() {
    byte[] bytes = new byte[96];
    bytes[0] = 1;
    return bytes;
  }
}
