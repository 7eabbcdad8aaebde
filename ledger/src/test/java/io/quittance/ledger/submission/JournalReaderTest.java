package io.quittance.ledger.submission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.Owner;
import io.quittance.ledger.World;
import io.quittance.schemas.AccountId;
import io.quittance.schemas.Fixed32;
import io.quittance.schemas.Fixed320;
import io.quittance.schemas.Fixed36;
import io.quittance.schemas.Fixed64;
import io.quittance.schemas.Fixed936;
import io.quittance.schemas.JournalPosition;
import io.quittance.schemas.Partitions;
import io.quittance.schemas.RejectionCode;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.ApplyCredits;
import io.quittance.schemas.command.Freeze;
import io.quittance.schemas.command.Issue;
import io.quittance.schemas.command.OpenAccount;
import io.quittance.schemas.command.Redeem;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.command.Transfer;
import io.quittance.schemas.command.Unfreeze;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

class JournalReaderTest {
  private static final World WORLD = new World(11);
  private static final Owner OWNER = WORLD.owner();
  private static final Owner PAYEE = WORLD.owner();

  private static Reading read(SpecificRecordBase command) {
    return WORLD.reader.read(WORLD.submit(OWNER.signing, command));
  }

  private static Rejection refusal(Reading reading) {
    return assertInstanceOf(Reading.Unreadable.class, reading).rejection();
  }

  private static void assertReads(SpecificRecordBase command) {
    assertInstanceOf(Reading.Read.class, read(command));
  }

  private static void assertRefused(RejectionCode code, SpecificRecordBase command) {
    Rejection rejection = refusal(read(command));
    assertEquals(code, rejection.reason().code(), rejection.toString());
    assertEquals(OWNER.account, rejection.about().orElseThrow().account());
    assertTrue(rejection.receipt().isPresent());
  }

  private static Submission submission(byte[] key, byte[] value) {
    return Submission.of(WORLD.next(Partitions.of(OWNER.account, World.PARTITIONS)), key, value);
  }

  private static ApplyCredits apply(long sequence, long credits) {
    return new ApplyCredits(
        OWNER.asset.fixed(),
        OWNER.account.fixed(),
        OWNER.elGamalKey(),
        sequence,
        credits,
        new Fixed36(new byte[36]));
  }

  private static Redeem redeem(long amount, int referenceBytes) {
    return new Redeem(
        OWNER.asset.fixed(),
        OWNER.account.fixed(),
        1L,
        0L,
        amount,
        new Fixed320(new byte[320]),
        new Fixed936(new byte[936]),
        new Fixed36(new byte[36]),
        ByteBuffer.allocate(referenceBytes));
  }

  @Test
  void read_everyCommand_keepsItsTypeAccountAndNumber() {
    Owner owner = OWNER.copy();
    for (SpecificRecordBase record :
        new SpecificRecordBase[] {
          owner.open(),
          WORLD.issue(OWNER, 3, 5),
          apply(7, 0),
          owner.redeem(1, 0),
          owner.transfer(PAYEE, 0, 0),
          owner.close(0),
          WORLD.freeze(OWNER, 9),
          WORLD.unfreeze(OWNER, 10)
        }) {
      Submission submission = WORLD.submit(OWNER.signing, record);
      Reading.Read read = WORLD.read(submission);
      assertEquals(record.getSchema().getName(), read.command().command().type());
      assertEquals(OWNER.account, read.command().command().account());
      assertEquals(OWNER.asset, read.command().command().asset());
      assertEquals(OWNER.keys.publicKey().compressed(), read.command().command().elGamalKey());
      assertEquals(read, JournalReader.reread(submission));
    }
  }

  @Test
  void read_nullValue_isMalformed() {
    Rejection rejection = refusal(WORLD.reader.read(submission(new byte[32], null)));
    assertEquals(RejectionCode.MALFORMED, rejection.reason().code());
    assertEquals(-1, rejection.toRecord().getValueBytes());
    assertEquals(null, rejection.toRecord().getValue());
    assertFalse(rejection.receipt().isPresent());
  }

  @Test
  void read_recordAtTheSizeLimitAndOneByteMore_isMalformedAndTooLarge() {
    byte[] key = OWNER.account.toBytes();
    assertEquals(
        RejectionCode.MALFORMED,
        refusal(WORLD.reader.read(submission(key, new byte[4096]))).reason().code());
    Rejection tooLarge = refusal(WORLD.reader.read(submission(key, new byte[4097])));
    assertEquals(RejectionCode.TOO_LARGE, tooLarge.reason().code());
    assertEquals(4096, tooLarge.toRecord().getValue().remaining());
    assertEquals(4097, tooLarge.toRecord().getValueBytes());
  }

  @Test
  void read_payloadAtTheSizeLimitAndOneByteMore_isMalformedAndTooLarge() {
    for (int bytes : new int[] {3072, 3073}) {
      byte[] value =
          SingleObject.encode(
              new SignedCommand(
                  new Fixed32(new byte[32]),
                  new Fixed64(new byte[64]),
                  7L,
                  ByteBuffer.allocate(bytes)));
      assertEquals(
          bytes == 3072 ? RejectionCode.MALFORMED : RejectionCode.TOO_LARGE,
          refusal(WORLD.reader.read(submission(OWNER.account.toBytes(), value))).reason().code());
    }
  }

  @Test
  void read_longKey_isCutInTheRejection() {
    Rejection rejection = refusal(WORLD.reader.read(submission(new byte[65], new byte[1])));
    assertEquals(64, rejection.toRecord().getKey().remaining());
  }

  @Test
  void read_payloadThatIsNoCommand_isMalformed() {
    Receipt stranger =
        new Receipt(
            OWNER.account.fixed(),
            OWNER.account.fixed(),
            ReceiptStatus.ACCEPTED,
            null,
            0L,
            new JournalPosition(0, 0L, 0L, 1),
            null);
    byte[] value = World.sign(OWNER.signing, stranger);
    Rejection rejection = refusal(WORLD.reader.read(submission(OWNER.account.toBytes(), value)));
    assertEquals(RejectionCode.MALFORMED, rejection.reason().code());
    assertEquals(
        "The payload is a Receipt, which is no command.", rejection.reason().explanation());
    assertFalse(rejection.about().isPresent());
  }

  @Test
  void read_wrongKeyOrPartition_isRefused() {
    byte[] value = World.sign(OWNER.signing, apply(1, 0));
    int right = Partitions.of(OWNER.account, World.PARTITIONS);
    assertInstanceOf(
        Reading.Read.class, WORLD.reader.read(submission(OWNER.account.toBytes(), value)));
    byte[][] wrongKeys = {null, new byte[0], new byte[32], PAYEE.account.toBytes()};
    for (byte[] key : wrongKeys) {
      assertEquals(
          RejectionCode.WRONG_PARTITION,
          refusal(WORLD.reader.read(submission(key, value))).reason().code());
    }
    for (int partition = 0; partition < World.PARTITIONS; partition++) {
      Reading reading =
          WORLD.reader.read(Submission.of(WORLD.next(partition), OWNER.account.toBytes(), value));
      if (partition == right) {
        assertInstanceOf(Reading.Read.class, reading);
      } else {
        assertEquals(RejectionCode.WRONG_PARTITION, refusal(reading).reason().code());
      }
    }
  }

  @Test
  void read_numbersAtTheirBoundsAndOnePast_areTakenAndRefused() {
    assertReads(apply(1, 0));
    assertReads(apply(Long.MAX_VALUE, Long.MAX_VALUE));
    assertRefused(RejectionCode.MALFORMED, apply(0, 0));
    assertRefused(RejectionCode.MALFORMED, apply(1, -1));
    OpenAccount open = OWNER.copy().open();
    assertReads(open);
    open.setSequence(-1);
    assertRefused(RejectionCode.MALFORMED, open);
    assertReads(WORLD.issue(OWNER, 1, 1));
    assertRefused(RejectionCode.MALFORMED, WORLD.issue(OWNER, 0, 1));
    assertReads(WORLD.freeze(OWNER, 1));
    assertRefused(RejectionCode.MALFORMED, WORLD.freeze(OWNER, 0));
    assertReads(WORLD.unfreeze(OWNER, 1));
    assertRefused(RejectionCode.MALFORMED, WORLD.unfreeze(OWNER, 0));
  }

  @Test
  void read_numbersOfDebitsAtTheirBoundsAndOneBelow_areTakenAndRefused() {
    Owner owner = OWNER.copy();
    owner.open();
    for (SpecificRecordBase command :
        new SpecificRecordBase[] {
          owner.copy().transfer(PAYEE, 0, 0), redeem(1, 0), owner.copy().close(0)
        }) {
      for (String field : new String[] {"sequence", "creditsApplied"}) {
        long least = field.equals("sequence") ? 1 : 0;
        command.put(field, least - 1);
        assertRefused(RejectionCode.MALFORMED, command);
        command.put(field, least);
        assertReads(command);
      }
    }
  }

  @Test
  void read_amountsAtTheirBoundsAndOnePast_areTakenAndRefused() {
    assertReads(WORLD.issue(OWNER, 1, (1L << 48) - 1));
    assertRefused(RejectionCode.MALFORMED, WORLD.issue(OWNER, 1, 1L << 48));
    assertRefused(RejectionCode.MALFORMED, WORLD.issue(OWNER, 1, 0));
    assertReads(redeem(1, 0));
    assertReads(redeem(Long.MAX_VALUE, 0));
    assertRefused(RejectionCode.MALFORMED, redeem(0, 0));
    assertRefused(RejectionCode.MALFORMED, redeem(-1, 0));
  }

  @Test
  void read_textsAtTheirLimitAndOneByteMore_areTakenAndTooLarge() {
    Owner owner = OWNER.copy();
    owner.open();
    Transfer transfer = owner.transfer(PAYEE, 0, 0);
    Issue issue = WORLD.issue(OWNER, 1, 1);
    Freeze freeze = WORLD.freeze(OWNER, 1);
    Unfreeze unfreeze = WORLD.unfreeze(OWNER, 1);
    for (int bytes : new int[] {0, 128, 129}) {
      transfer.setMemo(ByteBuffer.allocate(bytes));
      issue.setReference(ByteBuffer.allocate(bytes));
      freeze.setReason(ByteBuffer.allocate(bytes));
      unfreeze.setReason(ByteBuffer.allocate(bytes));
      for (SpecificRecordBase command :
          new SpecificRecordBase[] {transfer, issue, freeze, unfreeze, redeem(1, bytes)}) {
        if (bytes <= 128) {
          assertReads(command);
        } else {
          assertRefused(RejectionCode.TOO_LARGE, command);
        }
      }
    }
  }

  @Test
  void read_reasonThatIsNoText_isMalformed() {
    Freeze freeze = WORLD.freeze(OWNER, 1);
    freeze.setReason(World.text("§ 129"));
    assertReads(freeze);
    freeze.setReason(ByteBuffer.wrap(new byte[] {(byte) 0xff}));
    assertRefused(RejectionCode.MALFORMED, freeze);
    Unfreeze unfreeze = WORLD.unfreeze(OWNER, 1);
    unfreeze.setReason(ByteBuffer.wrap(new byte[] {(byte) 0xff}));
    assertRefused(RejectionCode.MALFORMED, unfreeze);
  }

  @Test
  void read_issueForKeyThatIsNone_isMalformed() {
    Issue issue = WORLD.issue(OWNER, 1, 1);
    byte[][] noKeys = {new byte[32], filled(0xff)};
    for (byte[] noKey : noKeys) {
      issue.setElGamalKey(new Fixed32(noKey));
      assertRefused(RejectionCode.MALFORMED, issue);
    }
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void read_changedBytes_neverThrows() {
    long seed = 77;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    byte[] good = World.sign(OWNER.signing, apply(1, 0));
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 1));
      for (int j = random.nextInt(4); j > 0 && bytes.length > 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Reading reading = WORLD.reader.read(submission(OWNER.account.toBytes(), bytes));
      if (reading instanceof Reading.Unreadable unreadable) {
        String explanation = unreadable.rejection().reason().explanation();
        assertTrue(explanation.endsWith("."), "seed " + seed + ", case " + i);
      }
    }
  }

  @Test
  void reread_alteredRecord_isAProgrammersMistake() {
    Submission altered = submission(OWNER.account.toBytes(), new byte[3]);
    assertThrows(IllegalStateException.class, () -> JournalReader.reread(altered));
  }

  @Test
  void rejection_ofReadableCommand_saysEverything() {
    Submission submission =
        Submission.of(
            new Position(Partitions.of(OWNER.account, World.PARTITIONS), 5, 6),
            OWNER.account.toBytes(),
            World.sign(OWNER.signing, apply(0, 0)));
    Rejection rejection = refusal(WORLD.reader.read(submission));
    io.quittance.schemas.receipt.Rejection record = rejection.toRecord();
    assertEquals("quittance.journal", record.getTopic());
    assertEquals(submission.position(), Position.of(record.getPosition()));
    assertEquals(OWNER.account, AccountId.of(record.getAccount()));
    assertEquals("MALFORMED", record.getCode());
    assertEquals("The sequence number must be 1 or more, not 0.", record.getExplanation());
    assertFalse(record.getRetryable());
    assertEquals(submission.value().orElseThrow().length(), record.getValueBytes());
    assertEquals(rejection.commandId().fixed(), record.getCommandId());
    assertEquals("MALFORMED", rejection.receipt().orElseThrow().getCode());
  }
}
