package io.quittance.ledger.receipt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.entry.SignedEntry;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.signature.SigningKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which key signs an entry follows from the time of its command, and from nothing else. */
class ReceiptSignerTest {
  private static final World WORLD = new World(17);
  private static final SigningKey FIRST = SigningKey.random(WORLD.random);
  private static final SigningKey STOLEN = SigningKey.random(WORLD.random);
  private static final SigningKey LAST = SigningKey.random(WORLD.random);
  private static final ReceiptSigner SIGNER =
      ReceiptSigner.of(
          World.NETWORK,
          OperatorTimetables.of(
              List.of(
                  OperatorKeys.of(
                      List.of(
                          new OperatorKeys.Effective(0, FIRST.verifyingKey()),
                          new OperatorKeys.Effective(100, STOLEN.verifyingKey(), true),
                          new OperatorKeys.Effective(200, LAST.verifyingKey()))))),
          List.of(FIRST, LAST));

  private static Entry entryOfCommandAt(long millis) {
    Books books = new Books();
    Owner payer = WORLD.owner();
    books.command(WORLD.admitted(payer.signing, payer.open()));
    books.command(WORLD.admitted(payer.signing, payer.transfer(WORLD.owner(), 0, 0)));
    var record =
        io.quittance.schemas.journal.Entry.newBuilder(books.entries.get(0).record()).build();
    record.setPosition(new JournalPosition(0, 7L, millis, 1));
    return Entry.of(record);
  }

  private static void assertSignedWith(SigningKey key, long millis) throws Exception {
    Entry entry = entryOfCommandAt(millis);
    byte[] value = SIGNER.sign(entry);
    SignedEntry signed =
        SignedEntry.of(SingleObject.decode(io.quittance.schemas.journal.SignedEntry.class, value));
    assertArrayEquals(key.verifyingKey().toBytes(), signed.operator().toBytes());
    assertArrayEquals(SignedEntry.sign(World.NETWORK, key, entry).toBytes(), value);
    assertEquals(entry, signed.entry());
  }

  @Test
  void entry_isSignedWithTheKeyOfItsCommandsTime() throws Exception {
    assertSignedWith(FIRST, 0);
    assertSignedWith(FIRST, 99);
    assertSignedWith(LAST, 200);
    assertSignedWith(LAST, 1_000);
  }

  @Test
  void entry_ofTheTimeOfARevokedKey_isSignedWithTheNextOne() throws Exception {
    assertSignedWith(LAST, 100);
    assertSignedWith(LAST, 199);
  }
}
