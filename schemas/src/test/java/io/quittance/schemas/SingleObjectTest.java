package io.quittance.schemas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.schemas.command.Freeze;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.journal.Statement;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.ReceiptStatus;
import io.quittance.schemas.settlement.Issued;
import io.quittance.schemas.settlement.Settled;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

class SingleObjectTest {
  private static final long SEED = 42L;

  private static SignedCommand signedCommand(int payloadBytes) {
    return new SignedCommand(
        new Fixed32(new byte[32]),
        new Fixed64(new byte[64]),
        7L,
        ByteBuffer.wrap(new byte[payloadBytes]));
  }

  private static Receipt receipt(String code) {
    return new Receipt(
        new Fixed32(new byte[32]),
        new Fixed32(new byte[32]),
        code == null ? ReceiptStatus.ACCEPTED : ReceiptStatus.REJECTED,
        code,
        7L,
        new JournalPosition(1, 2L, 3L, 1),
        null);
  }

  private static String refusal(byte[] bytes) {
    return assertThrows(MalformedRecordException.class, () -> SingleObject.decode(bytes))
        .getMessage();
  }

  @Test
  void encode_anyRecord_agreesWithAvrosOwnEncoder() throws Exception {
    SignedCommand record = signedCommand(100);
    ByteBuffer avros =
        new BinaryMessageEncoder<SignedCommand>(
                SpecificData.getForClass(SignedCommand.class), SignedCommand.getClassSchema())
            .encode(record);
    byte[] expected = new byte[avros.remaining()];
    avros.get(expected);
    assertArrayEquals(expected, SingleObject.encode(record));
  }

  @Test
  void decode_encodedRecord_isTheSameRecord() throws Exception {
    for (SpecificRecordBase record :
        new SpecificRecordBase[] {
          signedCommand(0), signedCommand(3000), receipt(null), receipt("BAD_PROOF")
        }) {
      assertEquals(record, SingleObject.decode(SingleObject.encode(record)));
    }
  }

  @Test
  void decode_everyTruncationAndOneByteMore_isRefused() {
    byte[] whole = SingleObject.encode(receipt("FROZEN"));
    for (int length = 0; length < whole.length; length++) {
      refusal(Arrays.copyOf(whole, length));
    }
    assertEquals(
        "1 bytes stand after the end of the Receipt record",
        refusal(Arrays.copyOf(whole, whole.length + 1)));
  }

  @Test
  void decode_foreignHeader_isRefused() {
    byte[] marker = SingleObject.encode(receipt(null));
    marker[0] = 0;
    assertEquals("a record begins with c301", refusal(marker));
    byte[] version = SingleObject.encode(receipt(null));
    version[1] = 2;
    assertEquals("a record begins with c301", refusal(version));
    byte[] fingerprint = SingleObject.encode(receipt(null));
    Arrays.fill(fingerprint, 2, 10, (byte) 0);
    assertEquals("schema fingerprint 0000000000000000 is unknown", refusal(fingerprint));
  }

  @Test
  void decode_anotherType_isRefused() {
    byte[] bytes = SingleObject.encode(receipt(null));
    MalformedRecordException refused =
        assertThrows(
            MalformedRecordException.class, () -> SingleObject.decode(Freeze.class, bytes));
    assertEquals("a record of type Freeze was expected, not Receipt", refused.getMessage());
  }

  @Test
  void decode_lengthInTwoBytesWhereOneWouldDo_isRefused() {
    byte[] canonical = SingleObject.encode(signedCommand(1));
    int lengthAt = canonical.length - 2;
    assertEquals(2, canonical[lengthAt]);
    ByteArrayOutputStream padded = new ByteArrayOutputStream();
    padded.write(canonical, 0, lengthAt);
    padded.writeBytes(new byte[] {(byte) 0x82, 0x00, canonical[lengthAt + 1]});
    assertEquals(
        "the SignedCommand record is not in its one canonical encoding",
        refusal(padded.toByteArray()));
  }

  @Test
  void decode_hostileLengths_areRefusedWithoutAllocating() {
    byte[] canonical = SingleObject.encode(signedCommand(0));
    long[] claims = {1, Integer.MAX_VALUE, Integer.MAX_VALUE - 8L, Long.MAX_VALUE, -1};
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    refusal(withLength(canonical, 5));
    for (long claim : claims) {
      byte[] hostile = withLength(canonical, claim);
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      String message = refusal(hostile);
      long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
      assertTrue(message.contains("a field claims " + claim), message);
      assertTrue(allocated < 1 << 20, claim + " made it allocate " + allocated);
    }
  }

  @Test
  void decode_hostileCountsOfElements_areRefusedWithoutAllocating() {
    Statement statement =
        new Statement(
            1,
            new Fixed32(new byte[32]),
            "n",
            new Fixed32(new byte[32]),
            1,
            1,
            new ArrayList<>(),
            new ArrayList<>());
    byte[] canonical = SingleObject.encode(statement);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    refusal(withLength(canonical, 5));
    for (long claim : new long[] {1, Integer.MAX_VALUE - 8L, Long.MAX_VALUE, -1}) {
      byte[] hostile = withLength(canonical, claim);
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      String message = refusal(hostile);
      long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
      assertTrue(message.contains("an array claims " + claim), message);
      assertTrue(allocated < 1 << 20, claim + " made it allocate " + allocated);
    }
  }

  /** Replaces the last byte, the length of an empty payload, by the zigzag varint of a claim. */
  private static byte[] withLength(byte[] canonical, long claim) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(canonical, 0, canonical.length - 1);
    long zigzag = (claim << 1) ^ (claim >> 63);
    while ((zigzag & ~0x7fL) != 0) {
      out.write((int) (zigzag & 0x7f | 0x80));
      zigzag >>>= 7;
    }
    out.write((int) zigzag);
    return out.toByteArray();
  }

  @Test
  void decode_randomBytesBehindKnownHeaders_neverThrowsAnythingElse() {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = SingleObject.encode(i % 2 == 0 ? receipt("X") : signedCommand(20));
      int changes = 1 + random.nextInt(4);
      for (int j = 0; j < changes; j++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        assertArrayEquals(bytes, SingleObject.encode(SingleObject.decode(bytes)));
      } catch (MalformedRecordException expected) {
        assertFalse(expected.getMessage().isEmpty(), "seed " + SEED + ", case " + i);
      }
    }
  }

  @Test
  void schemas_useOnlyTypesTheBoundedDecoderKnows() throws Exception {
    for (Class<? extends SpecificRecordBase> type : SingleObject.types()) {
      assertKnown((Schema) type.getMethod("getClassSchema").invoke(null));
    }
  }

  private static void assertKnown(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> schema.getFields().forEach(field -> assertKnown(field.schema()));
      case UNION -> schema.getTypes().forEach(SingleObjectTest::assertKnown);
      case ARRAY -> assertKnown(schema.getElementType());
      default ->
          assertTrue(
              switch (schema.getType()) {
                case NULL, BOOLEAN, INT, LONG, STRING, BYTES, FIXED, ENUM -> true;
                default -> false;
              },
              schema.getFullName());
    }
  }

  @Test
  void ofSettled_event_isTheEventIdOfTheDecodedEvent() throws Exception {
    byte[] event = SingleObject.encode(issued(5));
    assertEquals(
        CommandId.of(SingleObject.decode(Settled.class, event).getEventId()),
        CommandId.ofSettled(event));
    assertThrows(
        IllegalArgumentException.class, () -> CommandId.ofSettled(Arrays.copyOf(event, 41)));
  }

  @Test
  void decodeAgain_whatWasDecoded_isTheSameRecord() throws Exception {
    byte[] event = SingleObject.encode(issued(5));
    assertEquals(issued(5), SingleObject.decodeAgain(Settled.class, event));
    assertThrows(
        MalformedRecordException.class, () -> SingleObject.decodeAgain(Freeze.class, event));
    assertThrows(
        MalformedRecordException.class,
        () -> SingleObject.decodeAgain(Settled.class, Arrays.copyOf(event, event.length - 1)));
    assertThrows(
        MalformedRecordException.class,
        () -> SingleObject.decodeAgain(Settled.class, Arrays.copyOf(event, event.length + 1)));
  }

  private static Settled issued(long previous) {
    Fixed32 id = new Fixed32(new byte[32]);
    return new Settled(
        id,
        id,
        id,
        7L,
        new JournalPosition(1, 2L, 3L, 1),
        new Issued(id, id, 9L, ByteBuffer.allocate(0), previous));
  }
}
