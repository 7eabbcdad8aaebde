package io.quittance.analytics.format;

import static org.apache.flink.table.api.DataTypes.FIELD;
import static org.apache.flink.table.api.DataTypes.ROW;

import org.apache.avro.Schema;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;

/** The SQL types of columns. */
public final class ColumnTypes {
  /** Ids, public keys and points have this length; they are written in hexadecimal digits. */
  static final int ID_BYTES = 32;

  private ColumnTypes() {}

  /** Returns the type of a column. */
  public static DataType of(Column column) {
    DataType type = of(column.schema());
    return column.nullable() ? type.nullable() : type.notNull();
  }

  private static DataType of(Schema schema) {
    return switch (schema.getType()) {
      case LONG -> DataTypes.BIGINT();
      case INT -> DataTypes.INT();
      case BOOLEAN -> DataTypes.BOOLEAN();
      case STRING, ENUM -> DataTypes.STRING();
      case BYTES -> DataTypes.BYTES();
      case FIXED -> schema.getFixedSize() == ID_BYTES ? DataTypes.STRING() : DataTypes.BYTES();
      case RECORD ->
          ROW(
              Column.of(schema).stream()
                  .map(field -> FIELD(field.name(), of(field)))
                  .toArray(DataTypes.Field[]::new));
      default -> throw new IllegalArgumentException("no column can hold " + schema);
    };
  }
}
