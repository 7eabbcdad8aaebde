package io.quittance.network.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quittance.schemas.MalformedRecordException;
import io.quittance.schemas.SingleObject;
import io.quittance.schemas.receipt.Receipt;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Records as JSON that people and their tools read: bytes in hexadecimal digits, a record in a
 * union under its name, and a signed record's payload decoded.
 */
public final class RecordJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String PAYLOAD = "payload";
  private static final String ENTRY = "entry";

  private RecordJson() {}

  /**
   * Returns the record in single-object encoding as JSON.
   *
   * @throws MalformedRecordException if the bytes are none
   */
  public static ObjectNode of(byte[] value) throws MalformedRecordException {
    SpecificRecordBase record = SingleObject.decode(value);
    ObjectNode json = object(record);
    if (record.getSchema().getField(PAYLOAD) != null) {
      SpecificRecordBase payload = SingleObject.decode(bytes((ByteBuffer) record.get(PAYLOAD)));
      json.set(PAYLOAD, named(payload));
      if (payload instanceof Receipt receipt && receipt.getEntry() != null) {
        SpecificRecordBase entry = SingleObject.decode(bytes(receipt.getEntry()));
        ((ObjectNode) json.get(PAYLOAD).iterator().next()).set(ENTRY, named(entry));
      }
    }
    return json;
  }

  private static ObjectNode object(SpecificRecordBase record) {
    ObjectNode json = NODES.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      boolean choice = isChoiceOfRecords(field.schema());
      Object value = record.get(field.pos());
      json.set(field.name(), choice ? named((SpecificRecordBase) value) : node(value));
    }
    return json;
  }

  private static boolean isChoiceOfRecords(Schema schema) {
    return schema.isUnion()
        && schema.getTypes().stream().allMatch(type -> type.getType() == Schema.Type.RECORD);
  }

  private static JsonNode named(SpecificRecordBase record) {
    return NODES.objectNode().set(record.getSchema().getName(), object(record));
  }

  private static JsonNode node(Object value) {
    if (value == null) {
      return NODES.nullNode();
    } else if (value instanceof List<?> elements) {
      ArrayNode array = NODES.arrayNode();
      elements.forEach(element -> array.add(node(element)));
      return array;
    } else if (value instanceof SpecificRecordBase record) {
      return object(record);
    } else if (value instanceof GenericFixed fixed) {
      return NODES.textNode(HexFormat.of().formatHex(fixed.bytes()));
    } else if (value instanceof ByteBuffer buffer) {
      return NODES.textNode(HexFormat.of().formatHex(bytes(buffer)));
    } else if (value instanceof Long number) {
      return NODES.numberNode(number);
    } else if (value instanceof Integer number) {
      return NODES.numberNode(number);
    } else if (value instanceof Boolean truth) {
      return NODES.booleanNode(truth);
    }
    return NODES.textNode(value.toString());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
