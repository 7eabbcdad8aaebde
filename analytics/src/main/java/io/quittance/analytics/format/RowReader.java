package io.quittance.analytics.format;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/**
 * Makes rows of records. Columns are found by name, so a table may leave some out, and one that was
 * defined before a field was added to a schema stays as it is.
 */
final class RowReader implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Makes Flink's value of an Avro value that is not null. */
  private interface Converter extends Serializable {
    Object convert(Object value);
  }

  /** One field of the rows that are made. */
  private record FieldReader(Column.Getter getter, Converter converter) implements Serializable {
    private static final long serialVersionUID = 1L;

    Object read(OpenedRecord record) {
      Object value = getter.get(record);
      return value == null ? null : converter.convert(value);
    }
  }

  private final List<FieldReader> fields;

  private RowReader(List<FieldReader> fields) {
    this.fields = fields;
  }

  /**
   * Returns the reader of rows of a type.
   *
   * @throws ValidationException if the type has a field that is no column, or is of another type
   */
  static RowReader of(String record, List<Column> columns, RowType type) {
    return new RowReader(
        type.getFields().stream()
            .map(
                field -> {
                  Column column = find(record, columns, field.getName());
                  return new FieldReader(
                      column.getter(),
                      converter(record + "." + column.name(), column.schema(), field.getType()));
                })
            .toList());
  }

  RowData read(OpenedRecord record) {
    GenericRowData row = new GenericRowData(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      row.setField(i, fields.get(i).read(record));
    }
    return row;
  }

  private static Column find(String record, List<Column> columns, String name) {
    return columns.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ValidationException(
                    record
                        + " has no field "
                        + name
                        + "; it has "
                        + columns.stream().map(Column::name).collect(Collectors.joining(", "))));
  }

  private static Converter converter(String name, Schema schema, LogicalType type) {
    return switch (schema.getType()) {
      case LONG -> as(name, type, LogicalTypeRoot.BIGINT, value -> value);
      case INT -> as(name, type, LogicalTypeRoot.INTEGER, value -> value);
      case BOOLEAN -> as(name, type, LogicalTypeRoot.BOOLEAN, value -> value);
      case STRING, ENUM -> as(name, type, LogicalTypeRoot.VARCHAR, RowReader::text);
      case BYTES -> as(name, type, LogicalTypeRoot.VARBINARY, RowReader::bytes);
      case FIXED ->
          schema.getFixedSize() == ColumnTypes.ID_BYTES
              ? as(name, type, LogicalTypeRoot.VARCHAR, RowReader::digits)
              : as(name, type, LogicalTypeRoot.VARBINARY, value -> ((GenericFixed) value).bytes());
      case RECORD -> {
        require(name, type, LogicalTypeRoot.ROW);
        RowReader inner = of(name, Column.of(schema), (RowType) type);
        yield value -> inner.read(new OpenedRecord((SpecificRecordBase) value, null));
      }
      default -> throw new ValidationException("no column can hold " + schema);
    };
  }

  private static Converter as(
      String name, LogicalType type, LogicalTypeRoot root, Converter converter) {
    require(name, type, root);
    return converter;
  }

  private static void require(String name, LogicalType type, LogicalTypeRoot root) {
    if (!type.is(root)) {
      throw new ValidationException(
          "the type of " + name + " must be " + root + ", not " + type.asSummaryString());
    }
  }

  private static Object text(Object value) {
    return StringData.fromString(value.toString());
  }

  private static Object digits(Object value) {
    return StringData.fromString(HexFormat.of().formatHex(((GenericFixed) value).bytes()));
  }

  private static Object bytes(Object value) {
    ByteBuffer buffer = ((ByteBuffer) value).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
