package io.quittance.jobs.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.ledger.submission.Stamp;
import io.quittance.schemas.AccountId;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ValueSerializersTest {
  private static final byte[] ID = new byte[AccountId.BYTES];

  static {
    ID[0] = 7;
  }

  @Test
  void accountId_writtenAndRead_isTheSame() throws IOException {
    AccountId account = AccountId.of(ID);
    assertEquals(account, roundTrip(AccountIdSerializer.INSTANCE, account));
  }

  @Test
  void logRecord_withKeyAndValue_isTheSame() throws IOException {
    LogRecord read =
        roundTrip(
            LogRecordSerializer.INSTANCE, new LogRecord(3, 1L << 40, 99, ID, new byte[] {1, 2}));
    assertEquals(3, read.partition());
    assertEquals(1L << 40, read.offset());
    assertEquals(99, read.timestampMillis());
    assertArrayEquals(ID, read.key());
    assertArrayEquals(new byte[] {1, 2}, read.value());
  }

  @Test
  void logRecord_withAdvice_isTheSameAndWithoutHasTheBytesOfBefore() throws IOException {
    for (byte[] advice : new byte[][] {new byte[0], {1, 2, 3}}) {
      LogRecord advised = new LogRecord(0, 5, 99, ID, new byte[] {1}, advice);
      LogRecord read = roundTrip(LogRecordSerializer.INSTANCE, advised);
      assertEquals(0, read.partition());
      assertEquals(5, read.offset());
      assertArrayEquals(new byte[] {1}, read.value());
      assertArrayEquals(advice, read.advice());
    }
    DataOutputSerializer out = new DataOutputSerializer(64);
    LogRecordSerializer.INSTANCE.serialize(new LogRecord(3, 4, 5, null, new byte[] {6}), out);
    assertArrayEquals(
        new byte[] {
          0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 5, -1, -1, -1, -1, 0, 0, 0, 1, 6
        },
        out.getCopyOfBuffer());
  }

  @Test
  void logRecord_nullAndEmptyBytes_stayApart() throws IOException {
    LogRecord nulls = new LogRecord(0, 0, 0, null, null);
    LogRecord empty = new LogRecord(0, 0, 0, new byte[0], new byte[0]);
    assertEquals(null, roundTrip(LogRecordSerializer.INSTANCE, nulls).key());
    assertEquals(null, roundTrip(LogRecordSerializer.INSTANCE, nulls).value());
    assertEquals(0, roundTrip(LogRecordSerializer.INSTANCE, empty).key().length);
    assertEquals(0, roundTrip(LogRecordSerializer.INSTANCE, empty).value().length);
  }

  @Test
  void addressedRecord_writtenAndRead_isTheSame() throws IOException {
    AddressedRecord addressed =
        new AddressedRecord(
            AccountId.of(ID), new LogRecord(1, 2, 3, null, new byte[] {4}), new Stamp(5, 6));
    AddressedRecord read = roundTrip(AddressedRecordSerializer.INSTANCE, addressed);
    assertEquals(addressed.account(), read.account());
    assertArrayEquals(new byte[] {4}, read.record().value());
    assertEquals(new Stamp(5, 6), read.stamp());
  }

  @Test
  void topicRecord_withoutKey_isTheSame() throws IOException {
    TopicRecord read =
        roundTrip(TopicRecordSerializer.INSTANCE, new TopicRecord(null, new byte[] {5}));
    assertEquals(null, read.key());
    assertArrayEquals(new byte[] {5}, read.value());
  }

  @Test
  void snapshot_ofEachSerializer_restoresACompatibleOne() {
    assertCompatible(AccountIdSerializer.INSTANCE);
    assertCompatible(LogRecordSerializer.INSTANCE);
    assertCompatible(AddressedRecordSerializer.INSTANCE);
    assertCompatible(AdmittedRecordSerializer.INSTANCE);
    assertCompatible(TopicRecordSerializer.INSTANCE);
  }

  @Test
  void accountId_isTheOnlyKeyType() {
    assertTrue(ValueTypeInfo.ACCOUNT_ID.isKeyType());
    assertFalse(ValueTypeInfo.LOG_RECORD.isKeyType());
  }

  private static <T> void assertCompatible(TypeSerializer<T> serializer) {
    TypeSerializerSnapshot<T> old = serializer.snapshotConfiguration();
    TypeSerializerSnapshot<T> fresh = old.restoreSerializer().snapshotConfiguration();
    assertTrue(fresh.resolveSchemaCompatibility(old).isCompatibleAsIs(), serializer.toString());
  }

  private static <T> T roundTrip(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    DataOutputSerializer copy = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copy);
    DataInputDeserializer in = new DataInputDeserializer(copy.getCopyOfBuffer());
    T read = serializer.deserialize(in);
    assertEquals(0, in.available());
    return read;
  }
}
