package io.quittance.ledger.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Books;
import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.ledger.entry.Entry;
import io.quittance.ledger.entry.SignedEntry;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Limits;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.journal.Minted;
import io.quittance.schemas.journal.Paid;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Entries on their way in: those that stand where they belong, and all others. */
class EntryReaderTest {
  private static final World WORLD = new World(12);
  private static final Owner PAYER = WORLD.owner();
  private static final Owner PAYEE = WORLD.owner();

  private static Entry entry() {
    Books books = new Books();
    books.command(WORLD.admitted(PAYER.signing, PAYER.copy().open()));
    Owner payer = PAYER.copy();
    payer.open();
    books.command(WORLD.admitted(PAYER.signing, payer.transfer(PAYEE, 0, 0)));
    return books.entries.get(0);
  }

  private static byte[] signed(Entry entry) {
    return SignedEntry.sign(World.NETWORK, WORLD.operator, entry).toBytes();
  }

  private static Rejection refusal(Submission submission) {
    return assertInstanceOf(Reading.Unreadable.class, WORLD.reader.read(submission)).rejection();
  }

  private static void assertRefused(RejectionCode code, AccountId key, Entry entry) {
    Rejection rejection = refusal(WORLD.submit(key, signed(entry)));
    assertEquals(code, rejection.reason().code());
    assertTrue(rejection.receipt().isEmpty(), "an entry has no sender");
  }

  @Test
  void read_entryInItsPlace_isRead() {
    Entry entry = entry();
    Submission submission = WORLD.submit(PAYEE.account, signed(entry));
    Reading.ReadEntry read =
        assertInstanceOf(Reading.ReadEntry.class, WORLD.reader.read(submission));
    assertEquals(entry, read.entry());
    assertEquals(submission, read.submission());
    assertEquals(read, JournalReader.reread(submission));
    assertArrayEquals(signed(entry), read.signed().toBytes());
  }

  private static void assertArrayEquals(byte[] expected, byte[] actual) {
    assertTrue(Arrays.equals(expected, actual));
  }

  @Test
  void read_entryKeyedByAnother_isInTheWrongPartition() {
    assertRefused(RejectionCode.WRONG_PARTITION, PAYER.account, entry());
    Entry entry = entry();
    Submission right = WORLD.submit(PAYEE.account, signed(entry));
    int other = (right.position().partition() + 1) % World.PARTITIONS;
    Rejection misplaced =
        refusal(Submission.of(WORLD.next(other), PAYEE.account.toBytes(), signed(entry)));
    assertEquals(RejectionCode.WRONG_PARTITION, misplaced.reason().code());
    Rejection keyless = refusal(Submission.of(right.position(), null, signed(entry)));
    assertEquals(RejectionCode.WRONG_PARTITION, keyless.reason().code());
    assertEquals(
        "Entry", keyless.about().orElseThrow().type(), "people see what kind of record it was");
  }

  @Test
  void read_entryOfAnIssue_isMalformed() {
    Entry entry = entry();
    entry
        .record()
        .setFact(
            new Minted(PAYEE.ownerKey(), PAYEE.elGamalKey(), 1_000_000L, ByteBuffer.allocate(0)));
    assertRefused(RejectionCode.MALFORMED, PAYEE.account, Entry.of(entry.record()));
  }

  @Test
  void read_entryWhoseNumbersDoNotRise_isMalformed() {
    for (long[] numbers : new long[][] {{0, 0}, {1, 1}, {1, 2}, {5, -1}, {-1, -2}}) {
      Entry entry = entry();
      entry.record().setNumber(numbers[0]);
      entry.record().setPrevious(numbers[1]);
      assertRefused(RejectionCode.MALFORMED, PAYEE.account, Entry.of(entry.record()));
    }
  }

  @Test
  void read_entryOfTheLargestSizes_fits() {
    Entry entry = entry();
    Paid paid = (Paid) entry.record().getFact();
    paid.setMemo(ByteBuffer.allocate(Limits.MAX_MEMO_BYTES));
    paid.setAuditorEpoch(Integer.MAX_VALUE);
    entry.record().setNumber(Long.MAX_VALUE);
    entry.record().setPrevious(Long.MAX_VALUE - 1);
    entry
        .record()
        .setPosition(
            new io.quittance.schemas.JournalPosition(
                Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE));
    byte[] value = signed(Entry.of(entry.record()));
    assertTrue(value.length <= Limits.MAX_RECORD_BYTES, value.length + " bytes");
    assertInstanceOf(
        Reading.ReadEntry.class, WORLD.reader.read(WORLD.submit(PAYEE.account, value)));
  }

  @Test
  void read_payloadThatIsNoEntry_isMalformed() {
    byte[] value =
        SingleObject.encode(
            new io.quittance.schemas.journal.SignedEntry(
                new Fixed32(WORLD.operator.verifyingKey().toBytes()),
                new io.quittance.schemas.Fixed64(new byte[64]),
                ByteBuffer.wrap(SingleObject.encode(WORLD.issue(PAYEE, 1, 5)))));
    assertEquals(
        RejectionCode.MALFORMED, refusal(WORLD.submit(PAYEE.account, value)).reason().code());
  }

  @Test
  void read_changedBytes_neverThrows() {
    long seed = 78;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    byte[] good = signed(entry());
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
      for (int j = random.nextInt(4); j > 0 && bytes.length > 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Reading reading = WORLD.reader.read(WORLD.submit(PAYEE.account, bytes));
      if (reading instanceof Reading.Unreadable unreadable) {
        String explanation = unreadable.rejection().reason().explanation();
        assertTrue(explanation.endsWith("."), "seed " + seed + ", case " + i);
      }
    }
  }
}
