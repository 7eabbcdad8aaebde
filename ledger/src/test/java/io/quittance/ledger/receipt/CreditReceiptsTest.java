package io.quittance.ledger.receipt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.receipt.OperatorKeys.Effective;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.signature.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a record of the receipts topic tells a payee. */
class CreditReceiptsTest {
  private static final World WORLD = new World(17);
  private static final Owner PAYER = WORLD.owner();
  private static final Owner PAYEE = WORLD.owner();
  private static final Entry ENTRY = entry();
  private static final SigningKey STOLEN = SigningKey.random(WORLD.random);
  private static final SigningKey FORMER = SigningKey.random(WORLD.random);
  private static final OperatorTimetables KEYS =
      OperatorTimetables.of(
          List.of(
              OperatorKeys.of(
                  List.of(
                      new Effective(0, STOLEN.verifyingKey(), true),
                      new Effective(1000, FORMER.verifyingKey()),
                      new Effective(2000, WORLD.operator.verifyingKey())))));

  private static Entry entry() {
    Books books = new Books();
    books.command(WORLD.admitted(PAYER.signing, PAYER.open()));
    books.command(WORLD.admitted(PAYER.signing, PAYER.transfer(PAYEE, 0, 0)));
    return books.entries.get(0);
  }

  private static Receipt receipt(long millis) {
    return Receipts.credited(ENTRY, 5, new JournalPosition(1, 2L, millis, 1));
  }

  private static Optional<CreditReceipts.Said> told(
      SigningKey key, long millis, long writtenMillis) {
    byte[] value = SignedReceipts.sign(World.NETWORK, key, receipt(millis));
    return CreditReceipts.told(World.NETWORK, KEYS, PAYEE.account, value, writtenMillis);
  }

  private static Optional<CreditReceipts.Said> said(boolean doubtful) {
    return Optional.of(new CreditReceipts.Told(5, ENTRY, doubtful));
  }

  @Test
  void receipt_isDoubtful_whenItsKeyWasRetiredBeforeItWasWritten() {
    for (long written : new long[] {1500, 1999}) {
      assertEquals(said(false), told(FORMER, 1500, written), "written at " + written);
    }
    for (long written : new long[] {2000, Long.MAX_VALUE}) {
      assertEquals(said(true), told(FORMER, 1500, written), "written at " + written);
    }
    // Brokers' clocks differ: one may be behind the one that gave the command its time.
    for (long written : new long[] {0, 1999, 2000, Long.MAX_VALUE}) {
      assertEquals(said(false), told(WORLD.operator, 2000, written), "written at " + written);
    }
  }

  @Test
  void receipt_ofARevokedKey_isDoubtfulAndThatOfTheNextOneIsNot() {
    assertEquals(said(true), told(STOLEN, 500, 500));
    assertEquals(said(false), told(FORMER, 500, 500));
    assertEquals(said(false), told(FORMER, 500, 1999));
    assertEquals(said(true), told(FORMER, 500, 2000));
  }

  @Test
  void receipt_ofNobodysOrAnothersKey_tellsNothing() {
    assertEquals(Optional.empty(), told(WORLD.operator, 500, 500));
    assertEquals(Optional.empty(), told(SigningKey.random(WORLD.random), 500, 500));
  }

  /**
   * Rejections of what strangers sent in the payee's name may be very many: no key is asked for.
   */
  @Test
  void record_thatTellsOfNoCreditOfThePayee_isNotVerified() {
    List<Receipt> others = new ArrayList<>();
    for (ReceiptStatus status : ReceiptStatus.values()) {
      if (status != ReceiptStatus.CREDITED) {
        others.add(Receipt.newBuilder(receipt(1500)).setStatus(status).build());
      }
    }
    others.add(Receipt.newBuilder(receipt(1500)).setEntry(null).build());
    for (Receipt other : others) {
      byte[] value = SignedReceipts.sign(World.NETWORK, FORMER, other);
      assertEquals(
          Optional.empty(), CreditReceipts.told(World.NETWORK, null, PAYEE.account, value, 1500));
    }
    byte[] anothers = SignedReceipts.sign(World.NETWORK, FORMER, receipt(1500));
    assertEquals(
        Optional.empty(), CreditReceipts.told(World.NETWORK, null, PAYER.account, anothers, 1500));
    assertEquals(
        Optional.empty(),
        CreditReceipts.told(World.NETWORK, null, PAYEE.account, new byte[] {1, 2}, 1500));
  }
}
