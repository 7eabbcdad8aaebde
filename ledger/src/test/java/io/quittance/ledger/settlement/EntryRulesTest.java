package io.quittance.ledger.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.account.Account;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.submission.Reading;
import io.quittance.schemas.AccountStatus;
import io.quittance.schemas.Fixed128;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.journal.Minted;
import io.quittance.schemas.journal.Paid;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.signature.SigningKey;
import io.quittance.verifier.encryption.DiscreteLog;
import io.quittance.verifier.encryption.ElGamalCiphertext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts as a credit, once, and in which order; and what leaves no trace. */
class EntryRulesTest {
  private final World world = new World(71);
  private final Books books = new Books();
  private final Owner payer = world.owner();
  private final Owner payee = world.owner();

  @BeforeEach
  void openAndFund() {
    submit(payer.signing, payer.open());
    submit(world.issuer, world.issue(payer, 1, 100_000));
    payer.received(books.lastCredit(payer.account), 100_000);
  }

  private void submit(SigningKey key, SpecificRecordBase command) {
    books.command(world.admitted(key, command));
  }

  /** Pays, and returns what follows for the payee. */
  private Entry pay(Owner whom, long amount) {
    submit(payer.signing, payer.transfer(whom, amount, 1));
    return books.entries.get(books.entries.size() - 1);
  }

  private Reading.ReadEntry count(Entry entry) {
    Reading.ReadEntry read = world.append(entry);
    books.entry(read);
    return read;
  }

  private void assertRejected(RejectionCode code, Entry entry) {
    String before = books.outcome().toString();
    int rejections = books.rejections.size();
    Reading.ReadEntry read = count(entry);
    assertEquals(rejections + 1, books.rejections.size());
    assertEquals(code, books.rejections.get(rejections).reason().code());
    assertEquals(read.submission(), books.rejections.get(rejections).submission());
    assertTrue(books.rejections.get(rejections).receipt().isEmpty(), "nobody sent it");
    books.rejections.remove(rejections);
    assertEquals(before, books.outcome().toString(), "what is refused leaves no trace");
  }

  /** What the payee decrypts of each credit, in the order in which they count. */
  private List<Long> amounts() {
    List<Long> amounts = new ArrayList<>();
    ElGamalCiphertext before = ElGamalCiphertext.IDENTITY;
    long received =
        books.store(payee.account).account().map(a -> a.credits().receivedCount()).orElse(0L);
    for (long count = 1; count <= received; count++) {
      ElGamalCiphertext sum = books.store(payee.account).total(count).ciphertext();
      amounts.add(
          DiscreteLog.solve32(payee.keys.secretKey().decryptToPoint(sum.subtract(before)))
              .orElseThrow());
      before = sum;
    }
    return amounts;
  }

  @Test
  void transfer_makesAnEntryThatSaysAllOfIt() {
    Entry entry = pay(payee, 1_000);
    assertEquals(payer.account.fixed(), entry.record().getOrigin());
    assertEquals(payee.account, entry.payee());
    assertEquals(payer.asset, entry.asset());
    assertEquals(1, entry.number());
    assertEquals(0, entry.previous());
    Receipt receipt = books.receipts.get(books.receipts.size() - 1);
    assertEquals(receipt.getCommandId(), entry.record().getCommandId());
    assertEquals(receipt.getPosition(), entry.record().getPosition());
    Paid paid = (Paid) entry.record().getFact();
    assertEquals(payee.ownerKey(), paid.getPayeeOwner());
    assertEquals(payee.elGamalKey(), paid.getPayeeElGamalKey());
    assertEquals(payer.elGamalKey(), paid.getPayerElGamalKey());
    assertEquals(224, paid.getValidity().remaining());
    assertTrue(books.store(payee.account).account().isEmpty(), "it is not counted yet");
  }

  @Test
  void entry_namesThePayersLastOneToTheSamePayee() {
    Owner other = world.owner();
    assertEquals(0, pay(payee, 1).previous());
    assertEquals(0, pay(other, 1).previous());
    assertEquals(1, pay(payee, 1).previous());
    Owner ahead = payer.copy();
    ahead.sequence++;
    submit(payer.signing, ahead.transfer(payee, 0, 1));
    assertEquals(1, books.rejections.size());
    assertEquals(3, pay(payee, 1).previous());
    assertEquals(2, pay(other, 1).previous());
  }

  @Test
  void entry_counted_tellsThePayeeWhoCanSpendItAtOnce() {
    Entry entry = pay(payee, 1_000);
    JournalPosition position = count(entry).submission().judged();
    Receipt credited = books.credits.get(books.credits.size() - 1);
    assertEquals(
        new Receipt(
            entry.record().getCommandId(),
            payee.account.fixed(),
            ReceiptStatus.CREDITED,
            null,
            1L,
            position,
            ByteBuffer.wrap(entry.payload().toBytes())),
        credited);
    payee.received(books.lastCredit(payee.account), 1_000);
    submit(payee.signing, payee.open());
    submit(payee.signing, payee.transfer(payer, 1_000, 1));
    assertEquals(List.of(), books.rejections);
    assertEquals(payee.available.amount(), books.account(payee.account).available().amount());
  }

  @Test
  void issue_isCountedAtItsPlaceAndTellsThePayee() {
    submit(world.issuer, world.issue(payee, 7, 5));
    Receipt accepted = books.receipts.get(books.receipts.size() - 1);
    Receipt credited = books.credits.get(books.credits.size() - 1);
    assertEquals(ReceiptStatus.CREDITED, credited.getStatus());
    assertEquals(payee.account.fixed(), credited.getAccount());
    assertEquals(1, credited.getNumber());
    assertEquals(accepted.getPosition(), credited.getPosition());
    assertEquals(accepted.getCommandId(), credited.getCommandId());
    Entry entry = entry(credited);
    assertEquals(payee.asset.fixed(), entry.record().getOrigin());
    assertEquals(7, entry.number());
    assertEquals(5, ((Minted) entry.record().getFact()).getAmount());
    submit(world.issuer, world.issue(payee, 9, 6));
    assertEquals(7, entry(books.credits.get(books.credits.size() - 1)).previous());
    assertEquals(List.of(5L, 6L), amounts());
    assertEquals(List.of(), books.entries, "it stands in the payee's own partition already");
  }

  private static Entry entry(Receipt credited) {
    byte[] payload = new byte[credited.getEntry().remaining()];
    credited.getEntry().duplicate().get(payload);
    try {
      return Entry.parse(payload);
    } catch (io.quittance.schemas.MalformedRecordException broken) {
      throw new AssertionError(broken);
    }
  }

  @Test
  void entry_standingAgain_countsOnce() {
    Entry first = pay(payee, 1);
    Entry second = pay(payee, 10);
    count(first);
    count(first);
    count(second);
    count(first);
    count(second);
    assertEquals(List.of(1L, 10L), amounts());
    assertEquals(3, books.dropped);
    assertEquals(List.of(), books.rejections);
  }

  /** Of a job that went back to a state of another history, say. */
  @Test
  void entry_thatPassesOverACountedOne_isRefused() {
    count(pay(payee, 1));
    count(pay(payee, 10));
    var record = io.quittance.schemas.journal.Entry.newBuilder(pay(payee, 100).record()).build();
    record.setPrevious(1);
    assertRejected(RejectionCode.ENTRY_FORK, Entry.of(record));
    record.setPrevious(0);
    assertRejected(RejectionCode.ENTRY_FORK, Entry.of(record));
    record.setPrevious(2);
    count(Entry.of(record));
    assertEquals(List.of(1L, 10L, 100L), amounts());
  }

  @Test
  void entry_behindAGap_isRefusedAndCountsWhenBothComeAgain() {
    Entry first = pay(payee, 1);
    Entry second = pay(payee, 10);
    Entry third = pay(payee, 100);
    assertRejected(RejectionCode.ENTRY_GAP, second);
    assertRejected(RejectionCode.ENTRY_GAP, third);
    count(first);
    assertRejected(RejectionCode.ENTRY_GAP, third);
    count(second);
    count(third);
    assertEquals(List.of(1L, 10L, 100L), amounts());
  }

  @Test
  void entry_withoutAnAmount_isMalformed() {
    Entry entry = pay(payee, 1);
    byte[] noPoints = new byte[128];
    noPoints[64] = 1;
    ((Paid) entry.record().getFact()).setHi(new Fixed128(noPoints));
    assertRejected(RejectionCode.MALFORMED, Entry.of(entry.record()));
  }

  @Test
  void entry_isCountedWhateverThePayeesAccountIs() {
    Entry first = pay(payee, 1);
    Entry second = pay(payee, 10);
    Entry third = pay(payee, 100);
    count(first);
    payee.received(books.lastCredit(payee.account), 1);
    submit(payee.signing, payee.open());
    submit(world.officer, world.freeze(payee, 1));
    count(second);
    assertEquals(AccountStatus.FROZEN, books.account(payee.account).status());
    submit(world.officer, world.unfreeze(payee, 2));
    Owner closing = payee.copy();
    submit(payee.signing, closing.redeem(1, 1));
    submit(payee.signing, closing.close(1));
    assertEquals(AccountStatus.CLOSED, books.account(payee.account).status());
    count(third);
    assertEquals(3, books.account(payee.account).credits().receivedCount());
    assertEquals(List.of(), books.rejections);
  }

  @Test
  void totals_ofVeryManyAppliedCredits_areForgottenTwoARecord() {
    submit(payee.signing, payee.open());
    int many = 40;
    for (int number = 1; number <= many; number++) {
      submit(world.issuer, world.issue(payee, number, 1));
      payee.received(books.lastCredit(payee.account), 1);
    }
    assertEquals(many, books.stores.get(payee.account).rest.size());
    submit(payee.signing, payee.applyCredits(many - 1));
    int left = many - Settlement.TOTALS_FORGOTTEN;
    assertEquals(left, books.stores.get(payee.account).rest.size());
    for (; left > 2; left -= Settlement.TOTALS_FORGOTTEN) {
      submit(payee.signing, payee.applyCredits(many - 1));
      Account account = books.account(payee.account);
      assertEquals(
          account.credits().receivedCount() - account.credits().totalsForgotten(),
          books.stores.get(payee.account).rest.size());
    }
    submit(payee.signing, payee.applyCredits(many - 1));
    assertEquals(1, books.stores.get(payee.account).rest.size(), "that of the one not applied");
    submit(payee.signing, payee.applyCredits(many));
    assertEquals(0, books.stores.get(payee.account).rest.size());
    assertEquals(payee.available.amount(), books.account(payee.account).available().amount());
  }
}
