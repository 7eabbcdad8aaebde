package io.quittance.schemas;

import io.quittance.schemas.analytics.EncryptedTotal;
import io.quittance.schemas.command.ApplyCredits;
import io.quittance.schemas.command.CloseAccount;
import io.quittance.schemas.command.Freeze;
import io.quittance.schemas.command.Issue;
import io.quittance.schemas.command.OpenAccount;
import io.quittance.schemas.command.Redeem;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.command.Transfer;
import io.quittance.schemas.command.Unfreeze;
import io.quittance.schemas.journal.Entry;
import io.quittance.schemas.journal.SignedEntry;
import io.quittance.schemas.journal.SignedStatement;
import io.quittance.schemas.journal.Statement;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.Rejection;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.settlement.Balance;
import io.quittance.schemas.settlement.Settled;
import io.quittance.schemas.state.AccountState;
import io.quittance.schemas.state.Derivation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The one encoding of records on every topic and in keyed state: Avro single-object encoding (Avro
 * specification, "Single-object encoding"), {@code C3 01 ‖ fingerprint (8) ‖ binary body}.
 *
 * <p>Decoding is total and strict: any bytes give a record or a {@link MalformedRecordException},
 * and a record is only accepted if encoding it again gives the same bytes. So equal records have
 * equal bytes, and a hash of the bytes names the record.
 *
 * <p>Records that were written before fields were added to their schema are read too; the fields
 * have their defaults.
 */
public final class SingleObject {
  /** Marker (2) and fingerprint (8), in bytes. */
  public static final int HEADER_BYTES = 2 + Long.BYTES;

  private static final byte MARKER = (byte) 0xC3;
  private static final byte VERSION = 0x01;

  /** Every record type that may stand on a topic or in the job's state. */
  private static final List<Class<? extends SpecificRecordBase>> TYPES =
      List.of(
          SignedCommand.class,
          OpenAccount.class,
          Issue.class,
          Transfer.class,
          ApplyCredits.class,
          Redeem.class,
          Freeze.class,
          Unfreeze.class,
          CloseAccount.class,
          Entry.class,
          SignedEntry.class,
          Statement.class,
          SignedStatement.class,
          Receipt.class,
          SignedReceipt.class,
          Rejection.class,
          Settled.class,
          Balance.class,
          EncryptedTotal.class,
          AccountState.class,
          Derivation.class);

  private static final Map<Long, Codec> BY_FINGERPRINT = new HashMap<>();
  private static final Map<Class<?>, Codec> BY_TYPE = new HashMap<>();

  static {
    for (Class<? extends SpecificRecordBase> type : TYPES) {
      Codec codec = Codec.of(type);
      BY_FINGERPRINT.put(codec.fingerprint, codec);
      BY_TYPE.put(type, codec);
    }
  }

  private SingleObject() {}

  /** Returns every record type that can be encoded and decoded. */
  public static List<Class<? extends SpecificRecordBase>> types() {
    return TYPES;
  }

  /**
   * Returns every schema that an encoded record may have been written with, by its fingerprint
   * (CRC-64-AVRO), in the order of their names.
   */
  public static Map<Long, Schema> schemas() {
    Map<Long, Schema> schemas = new LinkedHashMap<>();
    BY_FINGERPRINT.values().stream()
        .sorted(Comparator.comparing(Codec::name))
        .forEach(codec -> schemas.put(codec.fingerprint, codec.reader.getSchema()));
    return schemas;
  }

  /**
   * Returns the encoded record.
   *
   * @throws IllegalArgumentException if the record's type is not one of {@link #types()}
   */
  public static byte[] encode(SpecificRecordBase record) {
    Codec codec = BY_TYPE.get(record.getClass());
    if (codec == null) {
      throw new IllegalArgumentException(record.getClass().getName() + " stands on no topic");
    }
    return codec.encode(record);
  }

  /**
   * Returns the record of any known type that these bytes are.
   *
   * @throws MalformedRecordException if they are none, or not in their one canonical form
   */
  public static SpecificRecordBase decode(byte[] bytes) throws MalformedRecordException {
    return codec(bytes).decode(bytes);
  }

  /** Returns whether these bytes claim, by what stands in front of them, to be such a record. */
  public static boolean claims(Class<? extends SpecificRecordBase> type, byte[] bytes) {
    byte[] header = BY_TYPE.get(type).header;
    return bytes.length >= HEADER_BYTES
        && Arrays.equals(bytes, 0, HEADER_BYTES, header, 0, HEADER_BYTES);
  }

  /** Returns the bytes in front of every record written with the schema of that fingerprint. */
  public static byte[] header(long fingerprint) {
    return ByteBuffer.allocate(HEADER_BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MARKER)
        .put(VERSION)
        .putLong(fingerprint)
        .array();
  }

  private static Codec codec(byte[] bytes) throws MalformedRecordException {
    if (bytes.length < HEADER_BYTES) {
      throw new MalformedRecordException(
          "a record has at least " + HEADER_BYTES + " bytes, not " + bytes.length);
    }
    if (bytes[0] != MARKER || bytes[1] != VERSION) {
      throw new MalformedRecordException("a record begins with c301");
    }
    long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    Codec codec = BY_FINGERPRINT.get(fingerprint);
    if (codec == null) {
      throw new MalformedRecordException(
          String.format("schema fingerprint %016x is unknown", fingerprint));
    }
    return codec;
  }

  /**
   * Returns the record of the expected type that these bytes are.
   *
   * @throws MalformedRecordException if they are none, or not in their one canonical form
   */
  public static <T extends SpecificRecordBase> T decode(Class<T> type, byte[] bytes)
      throws MalformedRecordException {
    return cast(type, decode(bytes));
  }

  /**
   * Returns the record of the expected type that these bytes were decoded to before, by {@link
   * #decode}, on their way from one operator to the next: that they are canonical is not checked
   * again.
   *
   * @throws MalformedRecordException if they are no such record, and so were altered since
   */
  public static <T extends SpecificRecordBase> T decodeAgain(Class<T> type, byte[] bytes)
      throws MalformedRecordException {
    return cast(type, codec(bytes).read(bytes));
  }

  private static <T extends SpecificRecordBase> T cast(Class<T> type, SpecificRecordBase record)
      throws MalformedRecordException {
    if (!type.isInstance(record)) {
      throw new MalformedRecordException(
          "a record of type "
              + type.getSimpleName()
              + " was expected, not "
              + record.getClass().getSimpleName());
    }
    return type.cast(record);
  }

  /** Reader and writer of one schema; both are safe for use by many threads. */
  private record Codec(
      String name,
      long fingerprint,
      byte[] header,
      SpecificDatumReader<SpecificRecordBase> reader,
      SpecificDatumWriter<SpecificRecordBase> writer) {

    static Codec of(Class<? extends SpecificRecordBase> type) {
      SpecificData model = SpecificData.getForClass(type);
      Schema schema = model.getSchema(type);
      long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
      return new Codec(
          type.getSimpleName(),
          fingerprint,
          SingleObject.header(fingerprint),
          new SpecificDatumReader<>(schema, schema, model),
          new SpecificDatumWriter<>(schema, model));
    }

    byte[] encode(SpecificRecordBase record) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(512);
      out.writeBytes(header);
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      try {
        writer.write(record, encoder);
        encoder.flush();
      } catch (IOException impossible) {
        throw new UncheckedIOException("writing to memory failed", impossible);
      }
      return out.toByteArray();
    }

    SpecificRecordBase decode(byte[] bytes) throws MalformedRecordException {
      SpecificRecordBase record = read(bytes);
      if (!Arrays.equals(encode(record), bytes)) {
        throw new MalformedRecordException(
            "the " + name + " record is not in its one canonical encoding");
      }
      return record;
    }

    SpecificRecordBase read(byte[] bytes) throws MalformedRecordException {
      try {
        BoundedDecoder decoder = new BoundedDecoder(bytes, HEADER_BYTES);
        SpecificRecordBase record = reader.read(null, decoder);
        if (decoder.remaining() != 0) {
          throw new MalformedRecordException(
              decoder.remaining() + " bytes stand after the end of the " + name + " record");
        }
        return record;
      } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException broken) {
        throw new MalformedRecordException(
            "the " + name + " record is broken or cut off: " + reason(broken));
      }
    }

    private static String reason(Exception broken) {
      return broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
    }
  }
}
