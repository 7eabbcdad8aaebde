package io.quittance.analytics.format;

import io.quittance.schemas.SingleObject;
import io.quittance.schemas.command.SignedCommand;
import io.quittance.schemas.journal.Entry;
import io.quittance.schemas.journal.SignedEntry;
import io.quittance.schemas.receipt.Receipt;
import io.quittance.schemas.receipt.SignedReceipt;
import java.beans.Introspector;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * A column of the table that a record type is.
 *
 * <p>Mostly a field is a column. A choice of records, such as what happened in a settled event, is
 * a column that names the one, and a row for each that can be, null but for that one. An envelope's
 * payload is opened: what it holds are columns beside the envelope's own.
 *
 * @param name the column's name
 * @param doc what it means, from the schema
 * @param schema the Avro schema of its values
 * @param nullable whether there may be none
 * @param getter finds the value in a record
 */
public record Column(String name, String doc, Schema schema, boolean nullable, Getter getter) {
  /** What envelopes hold, of which what they hold is known. */
  private static final Map<Class<?>, Class<? extends SpecificRecordBase>> OPENED =
      Map.of(SignedReceipt.class, Receipt.class, SignedEntry.class, Entry.class);

  /** Finds a column's Avro value in a record; null where there is none. */
  interface Getter extends Serializable {
    Object get(OpenedRecord opened);
  }

  public Column {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(schema, "schema");
  }

  /** Returns the columns of a record type, in the order of its fields. */
  public static List<Column> of(Class<? extends SpecificRecordBase> type) {
    List<Column> columns = new ArrayList<>();
    for (Column column : of(SpecificData.get().getSchema(type))) {
      if (!column.name().equals(OpenedRecord.PAYLOAD)) {
        columns.add(column);
      } else if (OPENED.containsKey(type)) {
        of(SpecificData.get().getSchema(OPENED.get(type)))
            .forEach(inner -> columns.add(inside(inner)));
      } else if (type == SignedCommand.class) {
        columns.addAll(
            choice("command", "Which command it is.", commands(), opened -> opened.payload()));
      } else {
        throw new IllegalArgumentException(type.getName() + " is an envelope of nobody knows what");
      }
    }
    return List.copyOf(columns);
  }

  /** Returns the columns of a plain record, for a row inside a row too. */
  static List<Column> of(Schema record) {
    List<Column> columns = new ArrayList<>();
    for (Schema.Field field : record.getFields()) {
      int position = field.pos();
      Getter getter = opened -> opened.record().get(position);
      Schema schema = field.schema();
      if (isChoiceOfRecords(schema)) {
        columns.addAll(choice(field.name(), field.doc(), schema.getTypes(), getter));
      } else {
        columns.add(
            new Column(
                field.name(), field.doc(), withoutNull(schema), schema.isNullable(), getter));
      }
    }
    return columns;
  }

  private static List<Column> choice(String name, String doc, List<Schema> records, Getter getter) {
    List<Column> columns = new ArrayList<>();
    columns.add(
        new Column(
            name,
            doc,
            Schema.create(Schema.Type.STRING),
            false,
            opened -> ((SpecificRecordBase) getter.get(opened)).getSchema().getName()));
    for (Schema record : records) {
      String wanted = record.getFullName();
      columns.add(
          new Column(
              Introspector.decapitalize(record.getName()),
              record.getDoc(),
              record,
              true,
              opened -> {
                SpecificRecordBase value = (SpecificRecordBase) getter.get(opened);
                return value.getSchema().getFullName().equals(wanted) ? value : null;
              }));
    }
    return columns;
  }

  /** The column of a payload as one of its envelope. */
  private static Column inside(Column inner) {
    Getter getter = inner.getter();
    return new Column(
        inner.name(),
        inner.doc(),
        inner.schema(),
        inner.nullable(),
        opened -> getter.get(new OpenedRecord(opened.payload(), null)));
  }

  private static List<Schema> commands() {
    String namespace = SignedCommand.getClassSchema().getNamespace();
    return SingleObject.types().stream()
        .map(type -> SpecificData.get().getSchema(type))
        .filter(schema -> schema.getNamespace().equals(namespace))
        .filter(schema -> !schema.equals(SignedCommand.getClassSchema()))
        .toList();
  }

  private static boolean isChoiceOfRecords(Schema schema) {
    return schema.isUnion()
        && schema.getTypes().stream().allMatch(type -> type.getType() == Schema.Type.RECORD);
  }

  private static Schema withoutNull(Schema schema) {
    if (!schema.isUnion()) {
      return schema;
    }
    List<Schema> others =
        schema.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).toList();
    if (others.size() != 1) {
      throw new IllegalArgumentException("no column can hold " + schema);
    }
    return others.get(0);
  }
}
