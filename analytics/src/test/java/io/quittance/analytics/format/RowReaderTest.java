package io.quittance.analytics.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quittance.analytics.Samples;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.journal.SignedStatement;
import io.quittance.schemas.journal.Statement;
import io.quittance.schemas.receipt.SignedReceipt;
import io.quittance.schemas.settlement.Settled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class RowReaderTest {
  private static final byte[] SETTLED =
      SingleObject.encode(
          Samples.transfer(1, Samples.id(10), Samples.id(11), Samples.id(12), Samples.at(13, 14)));

  @Test
  void row_ofTransfer_namesTheEventAndFillsItsRowAlone() throws Exception {
    DataType payee =
        DataTypes.ROW(
            DataTypes.FIELD("payee", DataTypes.STRING()),
            DataTypes.FIELD("memo", DataTypes.BYTES()));
    DataType reason = DataTypes.ROW(DataTypes.FIELD("reason", DataTypes.BYTES()));
    DataType offset = DataTypes.ROW(DataTypes.FIELD("offset", DataTypes.BIGINT()));
    RowData row =
        decode(
            Settled.class,
            SETTLED,
            DataTypes.FIELD("event", DataTypes.STRING()),
            DataTypes.FIELD("transferred", payee),
            DataTypes.FIELD("frozen", reason),
            DataTypes.FIELD("account", DataTypes.STRING()),
            DataTypes.FIELD("position", offset));
    assertEquals("Transferred", row.getString(0).toString());
    assertEquals(digits(12), row.getRow(1, 2).getString(0).toString());
    assertArrayEquals("tea".getBytes("UTF-8"), row.getRow(1, 2).getBinary(1));
    assertTrue(row.isNullAt(2));
    assertEquals(digits(11), row.getString(3).toString());
    assertEquals(13, row.getRow(4, 1).getLong(0));
  }

  @Test
  void row_ofEnvelope_holdsWhatIsInside() throws Exception {
    byte[] value = SingleObject.encode(Samples.receipt(6, "FROZEN", Samples.at(1, 2)));
    RowData row =
        decode(
            SignedReceipt.class,
            value,
            DataTypes.FIELD("operator", DataTypes.STRING()),
            DataTypes.FIELD("commandId", DataTypes.STRING()),
            DataTypes.FIELD("status", DataTypes.STRING()),
            DataTypes.FIELD("code", DataTypes.STRING()));
    assertEquals(digits(5), row.getString(0).toString());
    assertEquals(digits(6), row.getString(1).toString());
    assertEquals("REJECTED", row.getString(2).toString());
    assertEquals("FROZEN", row.getString(3).toString());
  }

  @Test
  void columns_ofCommands_haveOneForEachCommand() {
    List<String> names = Column.of(SignedCommand.class).stream().map(Column::name).toList();
    assertTrue(
        names.containsAll(
            List.of("signer", "signature", "command", "openAccount", "transfer", "closeAccount")),
        names.toString());
    assertFalse(names.contains("payload"), "what is inside stands there instead");
  }

  @Test
  void columns_ofEveryTypeOnATopic_haveSqlTypes() {
    List<Class<? extends SpecificRecordBase>> types = new ArrayList<>(SingleObject.types());
    // What statements say are lists: they are no rows, see TopicTable.
    types.removeAll(List.of(Statement.class, SignedStatement.class));
    for (Class<? extends SpecificRecordBase> type : types) {
      for (Column column : Column.of(type)) {
        assertFalse(ColumnTypes.of(column).getLogicalType().asSerializableString().isEmpty());
      }
    }
  }

  @Test
  void row_withUnknownOrWronglyTypedField_isRefusedBeforeAnythingIsRead() {
    ValidationException unknown =
        assertThrows(
            ValidationException.class,
            () -> decode(Settled.class, SETTLED, DataTypes.FIELD("amount", DataTypes.BIGINT())));
    assertTrue(unknown.getMessage().startsWith("Settled has no field amount; it has eventId, "));
    ValidationException wrong =
        assertThrows(
            ValidationException.class,
            () -> decode(Settled.class, SETTLED, DataTypes.FIELD("number", DataTypes.INT())));
    assertEquals("the type of Settled.number must be BIGINT, not INT", wrong.getMessage());
  }

  @Test
  void unreadableRecord_endsTheQuery_unlessItMayBeSkipped() throws Exception {
    byte[] cut = Arrays.copyOf(SETTLED, SETTLED.length - 1);
    for (byte[] bad : new byte[][] {cut, new byte[0], null}) {
      assertThrows(IOException.class, () -> deserializer(Settled.class, false).deserialize(bad));
      assertNull(deserializer(Settled.class, true).deserialize(bad));
    }
    assertEquals(1, deserializer(Settled.class, false).deserialize(SETTLED).getLong(0));
  }

  private static RecordDeserializer deserializer(
      Class<? extends SpecificRecordBase> type, boolean skips) {
    return deserializer(type, skips, DataTypes.FIELD("number", DataTypes.BIGINT()));
  }

  private static RecordDeserializer deserializer(
      Class<? extends SpecificRecordBase> type, boolean skips, DataTypes.Field... fields) {
    RowType row = (RowType) DataTypes.ROW(fields).getLogicalType();
    return new RecordDeserializer(
        type,
        RowReader.of(type.getSimpleName(), Column.of(type), row),
        skips,
        InternalTypeInfo.of(row));
  }

  private static RowData decode(
      Class<? extends SpecificRecordBase> type, byte[] value, DataTypes.Field... fields)
      throws IOException {
    return deserializer(type, false, fields).deserialize(value);
  }

  private static String digits(int value) {
    return HexFormat.of().formatHex(Samples.id(value));
  }
}
